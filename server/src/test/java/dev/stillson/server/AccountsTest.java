package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.server.auth.Account;
import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import dev.stillson.server.store.AuditEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Users and tokens, made and ended over the wire. */
@Timeout(120)
class AccountsTest {
  @TempDir private Path folder;
  private FileCredentials credentials;
  private Rig rig;
  private String root;

  @BeforeEach
  void start() throws Exception {
    credentials = FileCredentials.in(folder, InstantSource.system());
    root = credentials.newToken("root", Role.ADMIN);
    rig = new Rig(ServerOptions.LOCAL, credentials);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Wire.Answer send(String verb, String path, String body) throws IOException {
    return rig.wire
        .request(verb, "/api/v1/" + path)
        .with("Authorization", "Bearer " + root)
        .json(body)
        .send();
  }

  private int status(String token) throws IOException {
    return rig.wire.get("/api/v1/session").with("Authorization", "Bearer " + token).send().status();
  }

  private String signIn(String user, String password) throws IOException {
    Wire.Answer answer =
        rig.wire
            .request("POST", "/api/v1/session")
            .json("{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}")
            .send();
    assertThat(answer.status()).isEqualTo(200);
    String cookie = answer.header("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private Wire.Answer session(String cookie) throws IOException {
    return rig.wire.get("/api/v1/session").with("Cookie", cookie).send();
  }

  @Test
  void aTokenIsShownOnceAndCountsUntilItIsEnded() throws Exception {
    Wire.Answer made = send("POST", "tokens/ci", "{\"role\":\"worker\"}");
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.header("Cache-Control")).contains("no-store");
    JsonNode answer = made.json();
    assertThat(answer.path("role").asString()).isEqualTo("worker");
    String token = answer.path("token").asString();
    assertThat(status(token)).isEqualTo(200);

    Wire.Answer list = send("GET", "tokens", "");
    assertThat(list.body()).contains("\"name\":\"ci\",\"role\":\"worker\",\"created\":\"20");
    assertThat(list.body()).doesNotContain("stl_", "secret", token);
    assertThat(send("GET", "users", "").body()).isEqualTo("{\"users\":[]}");

    String next =
        send("POST", "tokens/ci", "{\"role\":\"viewer\"}").json().path("token").asString();
    assertThat(status(token)).as("the one before").isEqualTo(401);
    assertThat(status(next)).isEqualTo(200);
    assertThat(send("DELETE", "tokens/ci", "{}").status()).isEqualTo(204);
    assertThat(status(next)).isEqualTo(401);
    assertThat(send("DELETE", "tokens/ci", "{}").status()).isEqualTo(404);
  }

  @Test
  void aUserSignsInUntilItIsEnded() throws Exception {
    Wire.Answer made =
        send("POST", "users/ada", "{\"role\":\"operator\",\"password\":\"correct horse\"}");
    assertThat(made.body()).isEqualTo("{\"name\":\"ada\",\"role\":\"operator\"}");
    String session = signIn("ada", "correct horse");
    assertThat(send("POST", "users/ada", "{\"role\":\"viewer\"}").status()).isEqualTo(200);
    assertThat(session(session).body())
        .as("another role counts at once, in the same session")
        .isEqualTo("{\"name\":\"ada\",\"role\":\"viewer\"}");
    assertThat(send("POST", "users/ada", "{\"password\":\"battery staple\"}").body())
        .as("the role stays")
        .isEqualTo("{\"name\":\"ada\",\"role\":\"viewer\"}");
    assertThat(session(session).status()).as("signed in by the old password").isEqualTo(401);
    String second = signIn("ada", "battery staple");
    assertThat(send("DELETE", "users/ada", "{}").status()).isEqualTo(204);
    assertThat(session(second).status()).isEqualTo(401);
    assertThat(send("POST", "tokens/ada", "{\"role\":\"admin\"}").status()).isEqualTo(200);
    assertThat(session(second).status()).as("another of the same name").isEqualTo(401);
  }

  @Test
  void whatIsDoneIsInTheAuditWithoutItsSecrets() throws Exception {
    send("POST", "users/ada", "{\"role\":\"operator\",\"password\":\"correct horse\"}");
    send("POST", "users/ada", "{\"role\":\"viewer\"}");
    Wire.Answer made = send("POST", "tokens/ci", "{\"role\":\"worker\"}");
    send("DELETE", "users/ada", "{}");
    send("DELETE", "tokens/ci", "{}");
    send("DELETE", "tokens/ci", "{}");
    send("POST", "users/eve", "{\"password\":\"short\"}");
    assertThat(rig.state.audit).extracting(AuditEntry::who).containsOnly("root");
    assertThat(rig.state.audit)
        .extracting(entry ->
            entry.action() + " " + entry.subject() + " " + entry.detail().split("from", -1)[0])
        .containsExactly(
            "user ada role operator, a new password, ",
            "user ada role viewer, ",
            "token ci role worker, ",
            "remove-user ada ",
            "remove-token ci ");
    assertThat(rig.state.audit.toString()).doesNotContain("horse", "stl_");
    assertThat(made.body()).contains("stl_");
  }

  @Test
  void aStreamOfEventsEndsWithItsToken() throws Exception {
    String token =
        send("POST", "tokens/watcher", "{\"role\":\"viewer\"}").json().path("token").asString();
    try (Socket socket =
        rig.wire.get("/api/v1/events").with("Authorization", "Bearer " + token).open()) {
      InputStream in = socket.getInputStream();
      awaitLine(in, "\"everything\":true");
      rig.announce("w", "first", "F");
      awaitLine(in, "\"first\"");
      assertThat(send("DELETE", "tokens/watcher", "{}").status()).isEqualTo(204);
      rig.announce("w", "second", "F");
      for (String line = Wire.line(in); !line.equals("0"); line = Wire.line(in)) {
        assertThat(line).doesNotContain("second");
      }
    }
  }

  @Test
  void aStreamOfALogEndsWithItsToken() throws Exception {
    String token =
        send("POST", "tokens/reader", "{\"role\":\"viewer\"}").json().path("token").asString();
    String task = "watched-" + System.nanoTime();
    rig.announce("w", task, "F");
    String log = "/api/v1/tasks/" + task + "/attempts/" + rig.claim("w").lease().attempt() + "/log";
    try (Socket socket =
        rig.wire.get(log + "/live").with("Authorization", "Bearer " + token).open()) {
      InputStream in = socket.getInputStream();
      log(task, 0, "first");
      awaitLine(in, "first");
      assertThat(send("DELETE", "tokens/reader", "{}").status()).isEqualTo(204);
      log(task, 5, "second");
      for (String line = Wire.line(in); !line.equals("0"); line = Wire.line(in)) {
        assertThat(line).doesNotContain("second");
      }
    }
  }

  private void log(String task, long offset, String text) throws IOException {
    rig.workers.handle(
        new ByteArrayInputStream(
            ("{\"protocol\":1,\"worker\":\"w\",\"commands\":[{\"type\":\"log\",\"task\":\""
                    + task
                    + "\",\"attempt\":1,\"offset\":"
                    + offset
                    + ",\"text\":\""
                    + text
                    + "\"}]}")
                .getBytes(StandardCharsets.UTF_8)),
        OutputStream.nullOutputStream());
  }

  private static void awaitLine(InputStream in, String text) throws IOException {
    while (!Wire.line(in).contains(text)) {}
  }

  @Test
  void thereAlwaysIsAnAdministrator() throws Exception {
    for (Wire.Answer refused :
        List.of(
            send("DELETE", "tokens/root", "{}"),
            send("POST", "tokens/root", "{\"role\":\"viewer\"}"))) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.body()).contains("Nobody takes the role 'admin' from themselves");
    }
    assertThat(status(root)).isEqualTo(200);
    String fresh =
        send("POST", "tokens/root", "{\"role\":\"admin\"}").json().path("token").asString();
    assertThat(status(fresh)).as("one's own token may be made anew").isEqualTo(200);
  }

  @Test
  void theFirstOfAnOpenServerIsAnAdministratorAndClosesIt() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    FileCredentials none = FileCredentials.in(other, InstantSource.system());
    try (Rig open = new Rig(ServerOptions.LOCAL, none)) {
      Wire.Answer refused =
          open.wire.request("POST", "/api/v1/tokens/ci").json("{\"role\":\"worker\"}").send();
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.body()).contains("must be an admin");
      Wire.Answer planted =
          open.wire
              .request("POST", "/api/v1/users/eve")
              .with("Origin", "https://evil.example")
              .json("{\"role\":\"admin\",\"password\":\"correct horse\"}")
              .send();
      assertThat(planted.status()).as("from another site").isEqualTo(403);
      assertThat(none.isEmpty()).isTrue();
      Wire.Answer made =
          open.wire
              .request("POST", "/api/v1/users/ada")
              .json("{\"role\":\"admin\",\"password\":\"correct horse\"}")
              .send();
      assertThat(made.status()).isEqualTo(200);
      assertThat(open.wire.get("/api/v1/tasks").send().status()).isEqualTo(401);
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedAndChangesNothing() throws Exception {
    List<Account> before = credentials.accounts();
    record Wrong(String path, String body, int status, String says) {}
    for (Wrong wrong :
        List.of(
            new Wrong("users/ada", "{\"password\":\"short\"}", 400, "shorter than 8"),
            new Wrong("users/ada", "{\"role\":\"viewer\"}", 404, "There is no user 'ada'"),
            new Wrong("users/ada", "{\"password\":12345678}", 400, "must be a string"),
            new Wrong("users/ada", "{\"role\":\"boss\"}", 400, "There is no role 'boss'"),
            new Wrong("users/root", "{\"role\":\"admin\"}", 404, "There is no user 'root'"),
            new Wrong(
                "users/root",
                "{\"role\":\"admin\",\"password\":\"correct horse\"}",
                400,
                "is that of a token"),
            new Wrong("users/-rf", "{\"password\":\"correct horse\"}", 400, "is not one"),
            new Wrong("users/oidc:ada", "{\"password\":\"correct horse\"}", 400, "is not one"),
            new Wrong("users/a%0Ab", "{\"password\":\"correct horse\"}", 404, "nothing"),
            new Wrong("tokens/..", "{\"role\":\"admin\"}", 400, "is not one"),
            new Wrong("tokens/" + "x".repeat(101), "{\"role\":\"admin\"}", 400, "is not one"),
            new Wrong("tokens/ci", "{}", 400, "'role' is missing"),
            new Wrong("tokens/ci", "{\"role\":\"ADMIN\"}", 400, "There is no role"))) {
      Wire.Answer answer = send("POST", wrong.path, wrong.body);
      assertThat(answer.status()).as(wrong.toString()).isEqualTo(wrong.status);
      assertThat(answer.body()).contains(wrong.says);
    }
    assertThat(credentials.accounts()).isEqualTo(before);
    assertThat(rig.state.audit).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidAndNothingIsLost() throws Exception {
    Path file = folder.resolve(FileCredentials.FILE);
    String before = Files.readString(file);
    Files.createDirectories(folder.resolve(FileCredentials.FILE + ".new").resolve("in the way"));
    Wire.Answer answer = send("POST", "tokens/ci", "{\"role\":\"worker\"}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("cannot be changed at present").doesNotContain("stl_");
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(status(root)).isEqualTo(200);
  }
}
