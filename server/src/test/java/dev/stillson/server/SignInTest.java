package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.server.auth.Credentials;
import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, tokens and sessions, over the wire. */
class SignInTest {
  @TempDir private Path folder;

  private static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private FileCredentials credentials() throws IOException {
    return FileCredentials.in(folder, InstantSource.system());
  }

  @Test
  void anAddressThatOthersReachNeedsCredentials() throws Exception {
    assertThatThrownBy(() -> new Rig(ServerOptions.LOCAL.withBind("0.0.0.0"), Credentials.NONE))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("open to everybody")
        .hasMessageContaining("hint:");
    FileCredentials credentials = credentials();
    credentials.newToken("t", Role.VIEWER);
    try (Rig rig = new Rig(ServerOptions.LOCAL.withBind("0.0.0.0"), credentials)) {
      assertThat(rig.wire.get("/api/v1/tasks").send().status()).isEqualTo(401);
    }
  }

  @Test
  void aTokenIsTakenAsBearerAndAsPassword() throws Exception {
    FileCredentials credentials = credentials();
    String token = credentials.newToken("ci", Role.WORKER);
    try (Rig rig = new Rig(ServerOptions.LOCAL, credentials)) {
      Wire.Request bearer =
          rig.wire.get("/api/v1/session").with("Authorization", "Bearer " + token);
      assertThat(bearer.send().body()).isEqualTo("{\"name\":\"ci\",\"role\":\"worker\"}");
      Wire.Request basic = rig.wire.get("/api/ping").with("Authorization", basic("anybody", token));
      assertThat(basic.send().status()).isEqualTo(200);
      Wire.Request wrong =
          rig.wire.get("/api/v1/session").with("Authorization", "Bearer " + token + "x");
      assertThat(wrong.send().status()).isEqualTo(401);
    }
  }

  @Test
  void aRemovedTokenIsRefusedAtOnce() throws Exception {
    FileCredentials credentials = credentials();
    String token = credentials.newToken("ci", Role.WORKER);
    credentials.newToken("other", Role.WORKER);
    try (Rig rig = new Rig(ServerOptions.LOCAL, credentials)) {
      assertThat(credentials.remove("ci")).isTrue();
      assertThat(
              rig.wire
                  .get("/api/v1/tasks")
                  .with("Authorization", "Bearer " + token)
                  .send()
                  .status())
          .isEqualTo(401);
    }
  }

  @Test
  void aServerWhoseLastCredentialIsRemovedIsNotOpenToEverybody() throws Exception {
    FileCredentials credentials = credentials();
    String token = credentials.newToken("ci", Role.ADMIN);
    try (Rig rig = new Rig(ServerOptions.LOCAL, credentials)) {
      credentials.remove("ci");
      assertThat(credentials.isEmpty()).isTrue();
      assertThat(rig.wire.get("/api/v1/tasks").send().status()).isEqualTo(401);
      Wire.Request old = rig.wire.get("/api/v1/tasks").with("Authorization", "Bearer " + token);
      assertThat(old.send().status()).isEqualTo(401);
    }
  }

  @Test
  void anOpenServerIsClosedByItsFirstCredential() throws Exception {
    FileCredentials credentials = credentials();
    try (Rig rig = new Rig(ServerOptions.LOCAL, credentials)) {
      assertThat(rig.wire.get("/api/v1/tasks").send().status()).isEqualTo(200);
      String token = credentials.newToken("ci", Role.VIEWER);
      assertThat(rig.wire.get("/api/v1/tasks").send().status()).isEqualTo(401);
      Wire.Request known = rig.wire.get("/api/v1/tasks").with("Authorization", "Bearer " + token);
      assertThat(known.send().status()).isEqualTo(200);
    }
  }

  @Test
  void aBrowserSignsInAndOut() throws Exception {
    FileCredentials credentials = credentials();
    credentials.putUser("ada", Role.OPERATOR, "correct horse");
    try (Rig rig = new Rig(ServerOptions.LOCAL, credentials)) {
      Wire.Answer wrong =
          rig.wire
              .request("POST", "/api/v1/session")
              .json("{\"user\":\"ada\",\"password\":\"wrong horse\"}")
              .send();
      assertThat(wrong.status()).isEqualTo(401);
      Wire.Answer signedIn =
          rig.wire
              .request("POST", "/api/v1/session")
              .json("{\"user\":\"ada\",\"password\":\"correct horse\"}")
              .send();
      assertThat(signedIn.status()).isEqualTo(200);
      String cookie = signedIn.header("Set-Cookie").orElseThrow();
      assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain("Secure");
      String session = cookie.substring(0, cookie.indexOf(';'));
      Wire.Answer known = rig.wire.get("/api/v1/session").with("Cookie", session).send();
      assertThat(known.body()).isEqualTo("{\"name\":\"ada\",\"role\":\"operator\"}");
      Wire.Answer out =
          rig.wire.request("DELETE", "/api/v1/session").with("Cookie", session).json("{}").send();
      assertThat(out.status()).isEqualTo(204);
      assertThat(rig.wire.get("/api/v1/session").with("Cookie", session).send().status())
          .isEqualTo(401);
    }
  }

  @Test
  void passwordsCannotBeTriedInGreatNumbers() throws Exception {
    FileCredentials credentials = credentials();
    credentials.putUser("ada", Role.OPERATOR, "correct horse");
    try (Rig rig = new Rig(ServerOptions.LOCAL, credentials)) {
      for (int i = 0; i < 10; i++) {
        assertThat(
                rig.wire
                    .get("/api/v1/tasks")
                    .with("Authorization", basic("ada", "guess " + i))
                    .send()
                    .status())
            .isEqualTo(401);
      }
      Wire.Answer blocked =
          rig.wire.get("/api/v1/tasks").with("Authorization", basic("ada", "correct horse")).send();
      assertThat(blocked.status()).isEqualTo(429);
      assertThat(blocked.header("Retry-After")).isPresent();
    }
  }

  @Test
  void secretsInUrlsAreRefused() throws Exception {
    FileCredentials credentials = credentials();
    String token = credentials.newToken("ci", Role.WORKER);
    try (Rig rig = new Rig(ServerOptions.LOCAL, credentials)) {
      Wire.Answer answer = rig.wire.get("/api/v1/events?token=" + token).send();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("secret_in_url").doesNotContain(token);
    }
  }

  @Test
  void theFileHoldsNoSecretsAndIsForItsOwnerAlone() throws Exception {
    FileCredentials credentials = credentials();
    credentials.putUser("ada", Role.OPERATOR, "correct horse");
    String token = credentials.newToken("ci", Role.WORKER);
    Path file = folder.resolve(FileCredentials.FILE);
    assertThat(Files.readString(file)).doesNotContain("correct horse").doesNotContain(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(this::credentials).hasMessageContaining("Others may read");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "{");
    assertThatThrownBy(this::credentials).hasMessageContaining("damaged");
  }
}
