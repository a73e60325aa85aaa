package dev.stillson.server;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.util.Optional;

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
        case ServerOptions.Encryption.KeyStoreFile file ->
            Optional.of(
                tls(
                    Keys.builder()
                        .keystore(keys ->
                            keys.keystore(Resource.create(file.store()))
                                .type("PKCS12")
                                .passphrase(file.password().orElse("")))
                        .build()));
      };
    } catch (RuntimeException e) {
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
}
