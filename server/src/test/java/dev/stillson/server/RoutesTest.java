package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.auth.Role;
import dev.stillson.server.http.Route;
import dev.stillson.server.http.Verb;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks all routes. */
class RoutesTest {
  private static final List<String> SUFFIXES =
      List.of(
          "/health",
          "/ready",
          "/login",
          ".css",
          ";jsessionid=x",
          "/",
          "//",
          "/./",
          "/..",
          "/../",
          "%2e",
          "%2f",
          "%2F..%2f",
          ".",
          "?x=/health/live",
          "%00",
          "%252e",
          "\\",
          "#/health/live");

  @TempDir private Path folder;
  private Rig rig;
  private String viewer;
  private String worker;
  private String operator;
  private String admin;

  @BeforeEach
  void start() throws Exception {
    FileCredentials credentials = FileCredentials.in(folder, InstantSource.system());
    viewer = credentials.newToken("viewer", Role.VIEWER);
    worker = credentials.newToken("worker", Role.WORKER);
    operator = credentials.newToken("operator", Role.OPERATOR);
    admin = credentials.newToken("admin", Role.ADMIN);
    rig = new Rig(ServerOptions.LOCAL, credentials);
    rig.announce("w", "x", "Family");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static String example(Route route) {
    return route.path().toString().replaceAll("\\{[a-z]+(\\.\\.\\.)?}", "x");
  }

  private Wire.Request request(Route route, String path) {
    Wire.Request request = rig.wire.request(route.verb().name(), path);
    return route.verb().changes() || route.path().toString().startsWith("/api/")
        ? request.json("{}")
        : request;
  }

  @Test
  void whatIsNotPublicIsRefusedWithoutCredentials() throws Exception {
    List<String> wrong = new ArrayList<>();
    int walked = 0;
    for (Route route : rig.server.routes().routes()) {
      if (route.permission() != Permission.PUBLIC) {
        walked++;
        int status = request(route, example(route)).send().status();
        if (status != 401) {
          wrong.add(route.verb() + " " + route.path() + " " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(walked).isGreaterThan(40);
  }

  @Test
  void noSpellingOfAPathReachesWhatIsNotPublic() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Route route : rig.server.routes().routes()) {
      if (route.permission() == Permission.PUBLIC) {
        continue;
      }
      String path = example(route);
      Set<String> spellings = new TreeSet<>();
      SUFFIXES.forEach(suffix -> spellings.add(path + suffix));
      spellings.add("/" + path);
      spellings.add("/." + path);
      spellings.add("/ui/.." + path);
      spellings.add("/health/live/.." + path);
      spellings.add("/health/live/..%2f.." + path);
      spellings.add(path.toUpperCase(Locale.ROOT));
      spellings.add(path.replace("/a", "/%61"));
      for (String spelling : spellings) {
        Wire.Answer answer = request(route, spelling).send();
        boolean refused = Set.of(400, 401, 404, 405).contains(answer.status());
        if (!refused) {
          wrong.add(route.verb() + " " + spelling + " " + answer.status());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void methodsThatARouteDoesNotHaveAreRefused() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Route route : rig.server.routes().routes()) {
      String path = example(route);
      for (String verb : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE")) {
        boolean declared =
            rig.server.routes().routes().stream()
                .anyMatch(other -> other.verb().name().equals(verb) && example(other).equals(path));
        if (declared) {
          continue;
        }
        int status = rig.wire.request(verb, path).json("{}").send().status();
        if (status != 401) {
          wrong.add(verb + " " + path + " " + status);
        }
        int known =
            rig.wire
                .request(verb, path)
                .with("Authorization", "Bearer " + operator)
                .json("{}")
                .send()
                .status();
        if (known != 405) {
          wrong.add(verb + " " + path + " with a token " + known);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyRouteAsksForItsPermission() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Route route : rig.server.routes().routes()) {
      for (Role role : List.of(Role.VIEWER, Role.WORKER, Role.OPERATOR)) {
        String token =
            switch (role) {
              case VIEWER -> viewer;
              case WORKER -> worker;
              case OPERATOR, ADMIN -> operator;
            };
        if (!role.may(route.permission())) {
          Wire.Answer answer =
              request(route, example(route)).with("Authorization", "Bearer " + token).send();
          if (answer.status() != 403) {
            wrong.add(role + " " + route.verb() + " " + route.path() + " " + answer.status());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyChangeNeedsToSayThatItIsJson() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Route route : rig.server.routes().routes()) {
      if (!route.path().toString().startsWith("/api/v1/") || !route.verb().changes()) {
        continue;
      }
      for (String type : List.of("", "text/plain", "application/x-www-form-urlencoded")) {
        int status =
            rig.wire
                .request(route.verb().name(), example(route))
                .with("Authorization", "Bearer " + admin)
                .body(type, "{}")
                .send()
                .status();
        if (status != 415) {
          wrong.add(route.verb() + " " + route.path() + " " + type + " " + status);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void readingNeverChangesAnything() {
    assertThat(rig.server.routes().routes())
        .filteredOn(route -> route.path().toString().startsWith("/api/v1/"))
        .allMatch(route -> route.changes() == (route.verb() != Verb.GET));
  }
}
