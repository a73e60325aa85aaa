package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import dev.stillson.server.auth.Credentials;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inputs that hurt others. */
class ThreatsTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void pagesOfOtherSitesChangeNothing() throws Exception {
    List<Map<String, String>> foreign =
        List.of(
            Map.of("Origin", "https://evil.example"),
            Map.of("Origin", "null"),
            Map.of("Origin", "http://localhost:1"),
            Map.of("Referer", "https://evil.example/page"),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site"));
    for (Map<String, String> headers : foreign) {
      Wire.Request get = rig.wire.get("/api/pause");
      Wire.Request form = rig.wire.request("POST", "/api/pause").body(FORM, "data={}");
      Wire.Request text = rig.wire.request("POST", "/api/pause").body("text/plain", "{}");
      Wire.Request native_ = rig.wire.post("/api/v1/scheduler/pause");
      for (Wire.Request request : List.of(get, form, text, native_)) {
        headers.forEach(request::with);
        assertThat(request.send().status()).as(headers.toString()).isEqualTo(403);
      }
    }
    assertThat(rig.luigi.method).isNull();
    assertThat(rig.state.audit).isEmpty();
  }

  @Test
  void ourOwnPageAndProgramsMayChangeThings() throws Exception {
    String own = "http://localhost:" + rig.server.port();
    assertThat(
            rig.wire
                .post("/api/v1/scheduler/pause")
                .with("Origin", own)
                .with("Referer", own + "/ui/")
                .with("Sec-Fetch-Site", "same-origin")
                .send()
                .status())
        .isEqualTo(200);
    assertThat(rig.wire.get("/api/pause").send().status()).isEqualTo(200);
    assertThat(rig.luigi.method).isEqualTo("pause");
  }

  @Test
  void anOpenServerAnswersOnlyToItsOwnNames() throws Exception {
    for (String host : List.of("evil.example", "evil.example:8082", "127.0.0.1.evil.example")) {
      for (String path : List.of("/api/v1/tasks", "/api/task_list", "/metrics")) {
        assertThat(rig.wire.get(path).with("Host", host).send().status()).as(host).isEqualTo(421);
      }
    }
    for (String host : List.of("127.0.0.1:1", "[::1]:80", "LOCALHOST")) {
      assertThat(rig.wire.get("/api/v1/tasks").with("Host", host).send().status())
          .as(host)
          .isEqualTo(200);
    }
    try (Rig named =
        new Rig(ServerOptions.LOCAL.withHosts(Set.of("Tasks.example")), Credentials.NONE)) {
      assertThat(named.wire.get("/api/v1/tasks").with("Host", "tasks.EXAMPLE").send().status())
          .isEqualTo(200);
    }
  }

  @Test
  void aProxyMayAskByAnotherNameThanTheBrowserWhereTheServerKnowsThatOne() throws Exception {
    try (Rig named =
        new Rig(ServerOptions.LOCAL.withHosts(Set.of("Tasks.example")), Credentials.NONE)) {
      for (String origin : List.of("https://tasks.example", "http://TASKS.example:8080")) {
        assertThat(
                named.wire.post("/api/v1/scheduler/pause").with("Origin", origin).send().status())
            .as(origin)
            .isEqualTo(200);
      }
      for (String origin : List.of("https://evil.example", "https://tasks.example.evil", "null")) {
        assertThat(
                named.wire.post("/api/v1/scheduler/pause").with("Origin", origin).send().status())
            .as(origin)
            .isEqualTo(403);
      }
    }
  }

  @Test
  void tasksWithTheNamesOfRoutesAreTasks() throws Exception {
    for (String name : List.of("health", "metrics", "con", "graph", "..", ".", "a/b", "a b", "ü")) {
      rig.announce("w", name, name);
      String path = "/api/v1/tasks/" + encoded(name);
      assertThat(rig.wire.get(path).send().body()).as(name).contains("\"dependantCount\":0");
    }
    rig.announce("w", "", "");
    assertThat(rig.wire.get("/api/v1/tasks?limit=1").send().body()).contains("\"id\":\"\"");
    assertThat(rig.wire.get("/health/live").send().status()).isEqualTo(200);
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(String.format("%%%02x", b));
    }
    return encoded.toString();
  }

  @Test
  void textsOfTasksCannotLeaveTheirPlaceInAnAnswer() throws Exception {
    List<String> texts =
        List.of(
            "<img src=x onerror=alert(1)>",
            "</script>",
            "javascript:alert(1)",
            "\"}],\r\n\u202e\u001b[31m\u0000");
    for (String text : texts) {
      rig.announce("w", text, text);
    }
    Wire.Answer answer = rig.wire.get("/api/v1/tasks?sort=oldest").send();
    assertThat(answer.header("Content-Type")).contains("application/json; charset=UTF-8");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.json().get("tasks").findValuesAsString("id")).isEqualTo(texts);
    assertThat(answer.body()).doesNotContain("\r", "\u001b", "\u0000");
  }

  @Test
  void hiddenParametersAreNotShownOrFound() throws Exception {
    Signature signature =
        new Signature(List.of("day", "password"), List.of(Visibility.PUBLIC, Visibility.HIDDEN));
    Announcement announcement =
        new Announcement(
            "t",
            "F",
            Parameters.of(signature, "monday", "hunter2"),
            List.of(),
            List.of(),
            Presence.PENDING,
            0,
            Terms.PLAIN);
    rig.state.apply(new Command.Announce("w", List.of(announcement)));
    for (String path :
        List.of("/api/v1/tasks", "/api/v1/tasks/t", "/api/v1/tasks/t/graph", "/metrics")) {
      assertThat(rig.wire.get(path).send().body()).doesNotContain("hunter2", "password");
    }
    assertThat(rig.wire.get("/api/v1/tasks?text=hunter2").send().body()).contains("\"tasks\":[]");
    assertThat(rig.wire.get("/api/v1/tasks?text=MONDAY").send().body()).contains("\"id\":\"t\"");
  }

  @Test
  void aLongErrorIsCut() throws Exception {
    rig.announce("w", "t", "F");
    rig.fail("w", "t", rig.claim("w").lease().attempt(), "e".repeat(5 << 20));
    assertThat(rig.wire.get("/api/v1/tasks").send().bytes()).hasSizeLessThan(2_000);
    assertThat(rig.wire.get("/api/v1/tasks/t").send().bytes()).hasSizeLessThan(400_000);
  }

  @Test
  void noPathLeavesTheFolderOfTheUi() throws Exception {
    for (String path :
        List.of(
            "../rest/openapi.json",
            "..%2frest%2fopenapi.json",
            "%2e%2e/rest/openapi.json",
            "%252e%252e/rest/openapi.json",
            "..\\rest\\openapi.json",
            "/etc/passwd",
            "%2fetc/passwd",
            "index.html%00.css",
            "index.html/..",
            ".hidden.html",
            "assets/../index.html",
            "a//b",
            "C:/windows",
            "file:/etc/passwd")) {
      Wire.Answer answer = rig.wire.get("/ui/" + path).send();
      assertThat(answer.status()).as(path).isIn(400, 404);
      assertThat(answer.body()).doesNotContain("openapi", "root:");
    }
  }

  @Test
  void theUiMayRunNoScriptsButItsOwn() throws Exception {
    Wire.Answer page = rig.wire.get("/ui/tasks/some").send();
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    String tag = page.header("ETag").orElseThrow();
    assertThat(rig.wire.get("/ui/").with("If-None-Match", tag).send().status()).isEqualTo(304);
    assertThat(rig.wire.get("/ui/missing.js").send().status()).isEqualTo(404);
  }

  @Test
  void nonsenseInQueriesIsRefused() throws Exception {
    for (String query :
        List.of(
            "limit=-1",
            "limit=0",
            "limit=2147483648",
            "limit=1e3",
            "sort='; drop table task; --",
            "after=1",
            "after=x.y",
            "status=done'--",
            "status=,",
            "text=" + "x".repeat(1_001))) {
      Wire.Answer answer = rig.wire.get("/api/v1/tasks?" + query.replace(" ", "%20")).send();
      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\"");
    }
    rig.announce("w", "t", "F");
    for (String query : List.of("text=(a%2B)%2B$", "text=%25", "family=%27%20or%20%271%27=%271")) {
      assertThat(rig.wire.get("/api/v1/tasks?" + query).send().body()).contains("\"tasks\":[]");
    }
  }

  @Test
  void bodiesThatAreNotWhatTheyShouldBeAreRefused() throws Exception {
    rig.announce("w", "t", "F");
    List<String> bodies = new ArrayList<>();
    bodies.addAll(
        List.of(
            "",
            "nonsense",
            "[]",
            "\"x\"",
            "{",
            "{} {}",
            "{\"priority\":1,\"priority\":2}",
            "{\"priority\":\"1\"}",
            "{\"priority\":NaN}",
            "{\"priority\":1e999}",
            "{\"priority\":Infinity}",
            "{\"priority\":null}",
            "{}",
            "{'priority':1}"));
    bodies.add("{\"priority\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    bodies.add("{\"priority\":" + "9".repeat(1_000) + "}");
    for (String body : bodies) {
      Wire.Answer answer = rig.wire.request("POST", "/api/v1/tasks/t/priority").json(body).send();
      String shown = body.substring(0, Math.min(40, body.length()));
      assertThat(answer.status()).as(shown).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\"").doesNotContain("Exception", "\tat ");
    }
    assertThat(
            rig.wire
                .request("POST", "/api/v1/tasks/t/priority")
                .json("{\"priority\":7.5}")
                .send()
                .body())
        .isEqualTo("{\"id\":\"t\",\"status\":\"pending\"}");
    for (String total : List.of("-1", "1e13")) {
      assertThat(
              rig.wire
                  .request("POST", "/api/v1/resources/disk")
                  .json("{\"total\":" + total + "}")
                  .send()
                  .status())
          .isEqualTo(400);
    }
  }

  @Test
  void bodiesThatAreTooLongAreRefusedBeforeTheyAreRead() throws Exception {
    Wire.Answer declared =
        rig.wire
            .request("POST", "/api/v1/scheduler/pause")
            .with("Content-Type", "application/json")
            .with("Content-Length", "50000000")
            .send();
    assertThat(declared.status()).isEqualTo(413);
    Wire.Answer compressed =
        rig.wire.post("/api/v1/scheduler/pause").with("Content-Encoding", "gzip").send();
    assertThat(compressed.status()).isEqualTo(400);
  }

  @Test
  void chunksWithoutEndAreCutOff() throws Exception {
    Wire.Request request =
        rig.wire
            .request("POST", "/api/v1/scheduler/pause")
            .with("Content-Type", "application/json")
            .with("Transfer-Encoding", "chunked");
    try (Socket socket = request.open()) {
      byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
      int sent = 0;
      try {
        while (sent < 200) {
          socket.getOutputStream().write(chunk);
          sent++;
        }
      } catch (IOException e) {
        assertThat(sent).isGreaterThan(15);
        return;
      }
      assertThat(Wire.answer(socket.getInputStream(), false).status()).isEqualTo(413);
    }
  }

  @Test
  void aBodyThatBreaksOffIsTheClientsMistake() throws Exception {
    for (String path : List.of("/api/v1/scheduler/pause", "/api/v1/worker")) {
      Wire.Request request = rig.wire.post(path).json("{\"a\":").with("Content-Length", "1000");
      try (Socket socket = request.open()) {
        socket.shutdownOutput();
        assertThat(Wire.answer(socket.getInputStream(), false).status()).isEqualTo(400);
      }
    }
    assertThat(rig.state.audit).isEmpty();
  }

  @Test
  void thoseWhoSendSlowlyDoNotHoldUpOthers() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket("localhost", rig.server.port());
        socket
            .getOutputStream()
            .write("GET /api/v1/tasks HTTP/1.1\r\nHo".getBytes(StandardCharsets.UTF_8));
        slow.add(socket);
      }
      assertThat(rig.wire.get("/api/v1/tasks").send().status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  @Timeout(120)
  void fiftyWhoLookAtAHundredThousandTasksHoldNoWorkerUp() throws Exception {
    for (int part = 0; part < 100; part++) {
      List<Announcement> tasks = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        tasks.add(Announcement.pending("t" + part + "-" + i + "a".repeat(50), "F", List.of()));
      }
      rig.state.apply(new Command.Announce("w", tasks));
    }
    rig.announce("w", "odd", "x(a+)+$y");
    CountDownLatch looked = new CountDownLatch(50);
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> looking = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        looking.add(tabs.submit(() -> look(looked, over)));
      }
      looked.await();
      for (int i = 0; i < 500; i++) {
        assertThat(rig.claim("w").taskId()).startsWith("t");
      }
      over.set(true);
      for (Future<Integer> tab : looking) {
        assertThat(tab.get()).isPositive();
      }
    } finally {
      over.set(true);
    }
  }

  /** Looks until it is over, at least once; returns how often. */
  private int look(CountDownLatch looked, AtomicBoolean over) throws IOException {
    int times = 0;
    do {
      try {
        Wire.Answer search = rig.wire.get("/api/v1/tasks?text=(a%2B)%2B%24").send();
        assertThat(search.status()).isEqualTo(200);
        assertThat(search.body()).contains("\"id\":\"odd\"").doesNotContain("\"family\":\"F\"");
        assertThat(rig.wire.get("/api/v1/tasks?limit=1000").send().status()).isEqualTo(200);
        assertThat(rig.wire.get("/api/v1/counts").send().status()).isEqualTo(200);
      } finally {
        looked.countDown();
      }
      times++;
    } while (!over.get());
    return times;
  }
}
