package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server behind a certificate, below a path, for those who are known to it. */
@Timeout(120)
class ReachTest {
  private static final String PASSWORD = "changeit";
  private static final List<String> TRUSTING =
      List.of(
          "-Djavax.net.ssl.trustStore=keys.p12", "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  private static final String HELLO =
      """
      record Hello() implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out.txt"); }
        public void run(TaskContext ctx) throws IOException {
          ctx.writeLines(output(), Stream.of("whole"));
        }
      }
      record Bye() implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/bye.txt"); }
        public void run(TaskContext ctx) throws IOException {
          ctx.writeLines(output(), Stream.of("whole"));
        }
      }
      """;

  @TempDir Path folder;
  private final List<Child> children = new ArrayList<>();
  private SSLContext trusting;
  private String place;

  @BeforeEach
  void serve() throws Exception {
    makeCertificate();
    Shell.Said added =
        new Shell(folder)
            .typing("correct horse\n")
            .run(
                "user",
                "add",
                "anna",
                "--role",
                "operator",
                "--data",
                folder.resolve("data").toString());
    assertThat(added.code()).as(added.all()).isZero();
    Child server =
        start(
            List.of(),
            "server",
            "--port",
            "0",
            "--data",
            "data",
            "--base-path",
            "/stillson",
            "--tls-cert",
            "cert.pem",
            "--tls-key",
            "key.pem");
    String address = server.address();
    assertThat(address).startsWith("https://127.0.0.1:").endsWith("/stillson");
    place = "localhost:" + URI.create(address).getPort() + "/stillson";
  }

  @AfterEach
  void end() {
    children.forEach(Child::close);
  }

  private Child start(List<String> options, String... words) {
    Child child = Child.start(folder, options, words);
    children.add(child);
    return child;
  }

  private void makeCertificate() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    byte[] said = keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).as(new String(said, StandardCharsets.UTF_8)).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    pem("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    pem("cert.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    try (var out = Files.newOutputStream(store)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
  }

  private void pem(String file, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }

  private HttpsURLConnection open(String path) throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection) URI.create("https://" + place + path).toURL().openConnection();
    connection.setSSLSocketFactory(trusting.getSocketFactory());
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(20_000);
    connection.setReadTimeout(20_000);
    return connection;
  }

  /** As Luigi's client does with a user in its address. */
  private HttpsURLConnection luigi(String user, String method, String data) throws IOException {
    HttpsURLConnection connection = open("/api/" + method);
    connection.setRequestProperty(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
    connection.setDoOutput(true);
    connection.getOutputStream().write(("data=" + data).getBytes(StandardCharsets.UTF_8));
    return connection;
  }

  @Test
  void workersCommandsAndLuigisClientsReachIt() throws Exception {
    String pipeline = new Shell(folder).pipeline("Hello.java", HELLO);
    String address = "https://anna:correct%20horse@" + place;

    Child.Ended run = start(TRUSTING, "run", "--scheduler", address, pipeline, "Hello").ended();
    assertThat(run.code()).as(run.said()).isZero();
    assertThat(folder.resolve("out.txt")).hasContent("whole");

    Child worker = start(TRUSTING, "worker", "--scheduler", address, pipeline);
    Child.Ended submit =
        start(TRUSTING, "submit", "--wait", "--scheduler", address, pipeline, "Bye").ended();
    assertThat(submit.code()).as(submit.said()).isZero();
    assertThat(folder.resolve("bye.txt")).hasContent("whole");
    worker.ask();
    assertThat(worker.ended().said()).contains("1 done, 0 failed");

    Child.Ended list = start(TRUSTING, "remote", "list", "--scheduler", address).ended();
    assertThat(list.code()).as(list.said()).isZero();
    assertThat(list.said()).contains("Hello");

    HttpsURLConnection ping = luigi("anna:correct horse", "ping", "{\"worker\":\"w\"}");
    assertThat(ping.getResponseCode()).isEqualTo(200);
    assertThat(luigi("anna:wrong horse", "ping", "{\"worker\":\"w\"}").getResponseCode())
        .isEqualTo(401);
  }

  @Test
  void whoeverIsNotKnownOrDoesNotTrustTheCertificateIsTold() throws Exception {
    Child.Ended unknown =
        start(TRUSTING, "remote", "status", "--scheduler", "https://anna:wrong@" + place).ended();
    assertThat(unknown.code()).isNotZero();
    assertThat(unknown.said())
        .contains("\nhint: give a user in the address")
        .doesNotContain("wrong@");

    String pipeline = new Shell(folder).pipeline("Hello.java", HELLO);
    for (List<String> command :
        List.of(
            List.of("remote", "status"),
            List.of("run", pipeline, "Hello"),
            List.of("submit", pipeline, "Hello"),
            List.of("worker", pipeline))) {
      List<String> words = new ArrayList<>(command);
      words.addAll(1, List.of("--scheduler", "https://" + place));
      Child.Ended distrustful = start(List.of(), words.toArray(String[]::new)).ended();
      assertThat(distrustful.code()).as(distrustful.said()).isNotZero();
      assertThat(distrustful.said())
          .contains("The server's certificate is not trusted here\n  address: https://" + place)
          .contains("\nhint: ")
          .doesNotContain("Exception");
    }
    assertThat(folder.resolve("out.txt")).doesNotExist();
  }

  @Test
  void thePathWithoutItsSlashLeadsToThePageAndCookiesAreForEncryptedLinesAlone() throws Exception {
    HttpsURLConnection bare = open("");
    assertThat(bare.getResponseCode()).isEqualTo(302);
    assertThat(bare.getHeaderField("Location")).isEqualTo("/stillson/");

    HttpsURLConnection signIn = open("/api/v1/session");
    signIn.setRequestProperty("Content-Type", "application/json");
    signIn.setDoOutput(true);
    signIn
        .getOutputStream()
        .write(
            "{\"user\":\"anna\",\"password\":\"correct horse\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(signIn.getResponseCode()).isEqualTo(200);
    assertThat(signIn.getHeaderField("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Strict", "Secure");
  }
}
