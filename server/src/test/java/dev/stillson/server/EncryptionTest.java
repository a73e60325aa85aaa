package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.server.auth.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections, with a certificate of both forms. */
class EncryptionTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;
  private Path store;
  private KeyStore keys;

  @BeforeEach
  void makeCertificate() throws Exception {
    store = folder.resolve("server.p12");
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
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
  }

  private String ask(int port) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      return Wire.answer(socket.getInputStream(), false).body();
    }
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    String text =
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END "
            + kind
            + "-----\n";
    return Files.writeString(file, text);
  }

  @Test
  void aKeyStoreEncrypts() throws Exception {
    ServerOptions.Encryption tls =
        new ServerOptions.Encryption.KeyStoreFile(store, Optional.of(PASSWORD));
    try (Rig rig = new Rig(ServerOptions.LOCAL.withTls(tls), Credentials.NONE)) {
      assertThat(ask(rig.server.port())).isEqualTo("{\"status\":\"live\"}");
    }
  }

  @Test
  void pemFilesEncrypt() throws Exception {
    Key key = keys.getKey("server", PASSWORD.toCharArray());
    Certificate certificate = keys.getCertificate("server");
    ServerOptions.Encryption tls =
        new ServerOptions.Encryption.Pem(
            pem(folder.resolve("cert.pem"), "CERTIFICATE", certificate.getEncoded()),
            pem(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()));
    try (Rig rig = new Rig(ServerOptions.LOCAL.withTls(tls), Credentials.NONE)) {
      assertThat(ask(rig.server.port())).isEqualTo("{\"status\":\"live\"}");
    }
  }

  @Test
  void aCertificateThatCannotBeReadStopsTheStart() {
    ServerOptions.Encryption wrong =
        new ServerOptions.Encryption.KeyStoreFile(store, Optional.of("wrong"));
    assertThatThrownBy(() -> new Rig(ServerOptions.LOCAL.withTls(wrong), Credentials.NONE))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("certificate cannot be used")
        .hasMessageContaining("server.p12")
        .hasMessageNotContaining("wrong");
  }
}
