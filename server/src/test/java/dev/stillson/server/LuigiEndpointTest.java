package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.server.auth.Credentials;
import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import dev.stillson.server.http.Cors;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Luigi's clients find, which is what a {@code luigid} has. */
class LuigiEndpointTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir private Path folder;
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
  void aCallIsAFormWithItsArgumentsAsJson() throws Exception {
    Wire.Answer answer =
        rig.wire
            .request("POST", "/api/ping")
            .body(FORM, "data=%7B%22worker%22%3A+%22w%C3%A9%22%7D")
            .send();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"response\": null}");
    assertThat(answer.header("Content-Type")).contains("application/json; charset=UTF-8");
    assertThat(answer.header("Vary")).contains("Accept-Encoding");
    assertThat(rig.luigi.method).isEqualTo("ping");
    assertThat(rig.luigi.data).isEqualTo("{\"worker\": \"wé\"}");
  }

  @Test
  void argumentsComeFromTheQueryOrAFormAndTheLastWins() throws Exception {
    rig.wire.get("/api/task_list?data=1&data=+2+").send();
    assertThat(rig.luigi.data).isEqualTo("2");
    rig.wire.request("POST", "/api/ping").body(FORM, "data=3&data=4").send();
    assertThat(rig.luigi.data).isEqualTo("4");
    rig.wire
        .request("POST", "/api/ping")
        .body(
            "multipart/form-data; boundary=xyz",
            """
            --xyz
            Content-Disposition: form-data; name="other"

            no
            --xyz
            Content-Disposition: form-data; name="data"

             {"ü": 5}\s
            --xyz--
            """
                .replace("\n", "\r\n"))
        .send();
    assertThat(rig.luigi.data).isEqualTo("{\"ü\": 5}");
  }

  @Test
  void anotherContentTypeIsIgnored() throws Exception {
    Wire.Answer answer = rig.wire.request("POST", "/api/ping").json("{\"worker\": \"w\"}").send();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(rig.luigi.data).isNull();
    rig.wire.request("POST", "/api/ping").body(FORM, "data=").send();
    assertThat(rig.luigi.data).isEmpty();
  }

  @Test
  void errorsArePages() throws Exception {
    Wire.Answer unknown = rig.wire.request("POST", "/api/nothing").body(FORM, "data={}").send();
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("Content-Type")).contains("text/html; charset=UTF-8");
    Wire.Answer failed = rig.wire.request("POST", "/api/ping").body(FORM, "data=fail").send();
    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.body()).contains("&lt;data&gt;").doesNotContain("<data>");
  }

  @Test
  void otherMethodsAreAnsweredAsLuigiDoes() throws Exception {
    assertThat(rig.wire.request("OPTIONS", "/api/ping").send().status()).isEqualTo(204);
    assertThat(rig.wire.request("OPTIONS", "/api/anything").send().status()).isEqualTo(204);
    assertThat(rig.wire.request("HEAD", "/api/ping").send().status()).isEqualTo(405);
    assertThat(rig.wire.request("PUT", "/api/ping").json("{}").send().status()).isEqualTo(405);
    assertThat(rig.wire.request("HEAD", "/").send().status()).isEqualTo(204);
    Wire.Answer root = rig.wire.get("/").send();
    assertThat(root.status()).isEqualTo(302);
    assertThat(root.header("Location")).contains("static/visualiser/index.html");
    assertThat(rig.wire.get("/history").send().header("Location")).contains("ui/");
    assertThat(rig.wire.get("/history/by_id/7").send().header("Location")).contains("../../ui/");
  }

  @Test
  void anAnswerThatDidNotChangeIsNotSentAgain() throws Exception {
    Wire.Answer first = rig.wire.get("/api/task_list").send();
    String tag = first.header("ETag").orElseThrow();
    Wire.Answer again = rig.wire.get("/api/task_list").with("If-None-Match", tag).send();
    assertThat(again.status()).isEqualTo(304);
    rig.luigi.answer = "{\"response\": 1}";
    assertThat(rig.wire.get("/api/task_list").with("If-None-Match", tag).send().status())
        .isEqualTo(200);
  }

  @Test
  void longAnswersAreCompressedForThoseWhoCanReadIt() throws Exception {
    rig.luigi.answer = "{\"response\": \"" + "x".repeat(5_000) + "\"}";
    Wire.Answer plain = rig.wire.get("/api/task_list").send();
    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(plain.body()).isEqualTo(rig.luigi.answer);
    Wire.Answer zipped = rig.wire.get("/api/task_list").with("Accept-Encoding", "gzip").send();
    assertThat(zipped.header("Content-Encoding")).contains("gzip");
    GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.bytes()));
    assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(rig.luigi.answer);
  }

  @Test
  void itIsFoundBelowAPathToo() throws Exception {
    try (Rig below = new Rig(ServerOptions.LOCAL.withBasePath("/sub"), Credentials.NONE)) {
      assertThat(below.wire.get("/sub/api/ping").send().status()).isEqualTo(200);
      assertThat(below.wire.get("/api/ping").send().status()).isEqualTo(200);
      assertThat(below.wire.get("/other/api/ping").send().status()).isEqualTo(404);
    }
  }

  @Test
  void itCanBeSwitchedOff() throws Exception {
    try (Rig off = new Rig(ServerOptions.LOCAL.withLuigi(false), Credentials.NONE)) {
      assertThat(off.wire.get("/api/ping").send().status()).isEqualTo(404);
      assertThat(off.wire.get("/").send().header("Location")).contains("ui/");
    }
  }

  @Test
  void aPasswordInTheUrlOfAClientIsEnough() throws Exception {
    FileCredentials credentials = FileCredentials.in(folder, InstantSource.system());
    credentials.putUser("worker", Role.WORKER, "secret words");
    try (Rig closed = new Rig(ServerOptions.LOCAL, credentials)) {
      Wire.Answer refused = closed.wire.request("POST", "/api/ping").body(FORM, "data={}").send();
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate").orElse("")).startsWith("Basic");
      String basic =
          Base64.getEncoder()
              .encodeToString("worker:secret words".getBytes(StandardCharsets.UTF_8));
      Wire.Request call = closed.wire.request("POST", "/api/ping").body(FORM, "data={}");
      assertThat(call.with("Authorization", "Basic " + basic).send().status()).isEqualTo(200);
      Wire.Request pause = closed.wire.request("POST", "/api/pause").body(FORM, "");
      assertThat(pause.with("Authorization", "Basic " + basic).send().status()).isEqualTo(403);
    }
  }

  @Test
  void otherSitesReadOnlyWhatTheyAreAllowed() throws Exception {
    Wire.Answer closed = rig.wire.get("/api/task_list").with("Origin", "https://a.example").send();
    assertThat(closed.header("Access-Control-Allow-Origin")).isEmpty();
    Cors cors =
        new Cors(
            true,
            Set.of("https://a.example", "*", "null"),
            false,
            false,
            Duration.ofHours(1),
            "GET, OPTIONS",
            "Accept",
            "",
            false);
    try (Rig open = new Rig(ServerOptions.LOCAL.withCors(cors), Credentials.NONE)) {
      Wire.Answer allowed =
          open.wire.get("/api/task_list").with("Origin", "https://a.example").send();
      assertThat(allowed.header("Access-Control-Allow-Origin")).contains("https://a.example");
      assertThat(allowed.header("Vary").orElse("")).contains("Origin");
      for (String origin : Set.of("https://b.example", "null", "*")) {
        Wire.Answer other = open.wire.get("/api/task_list").with("Origin", origin).send();
        assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
      }
      Wire.Answer preflight =
          open.wire.request("OPTIONS", "/api/ping").with("Origin", "https://a.example").send();
      assertThat(preflight.header("Access-Control-Max-Age")).contains("3600");
      assertThat(preflight.header("Access-Control-Allow-Methods")).contains("GET, OPTIONS");
    }
  }
}
