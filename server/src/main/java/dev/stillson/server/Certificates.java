package dev.stillson.server;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the server's certificate and key. */
final class Certificates {
  private Certificates() {}

  /** Encryption by what the option names; empty if there is to be none. */
  static Optional<Tls> read(ServerOptions.Encryption encryption) throws ServerStartException {
    try {
      return switch (encryption) {
        case ServerOptions.Encryption.None none -> Optional.empty();
        case ServerOptions.Encryption.Pem pem ->
            Optional.of(
                tls(
                    Keys.builder()
                        .pem(keys ->
                            keys.key(Resource.create(pem.key()))
                                .certChain(Resource.create(pem.certificates())))
                        .build()));
        case ServerOptions.Encryption.KeyStoreFile file -> Optional.of(tls(file));
      };
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new ServerStartException(
          "The server's certificate cannot be used\n  from:  "
              + encryption
              + "\n  cause: "
              + e.getMessage(),
          e);
    }
  }

  private static Tls tls(Keys keys) {
    return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
  }

  private static Tls tls(ServerOptions.Encryption.KeyStoreFile file)
      throws GeneralSecurityException, IOException {
    char[] password = file.password().orElse("").toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file.store())) {
      store.load(in, password);
    }
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, password) instanceof PrivateKey key) {
        List<X509Certificate> chain =
            Stream.of(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList();
        return Tls.builder().privateKey(key).privateKeyCertChain(chain).build();
      }
    }
    throw new KeyStoreException("there is no private key in it");
  }
}
