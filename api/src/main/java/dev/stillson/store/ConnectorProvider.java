package dev.stillson.store;

import dev.stillson.Target;
import java.io.IOException;
import java.util.Set;

/**
 * A connector on the class path: says what it is for without opening anything, so that an unused
 * connector costs nothing. Listed in {@code
 * META-INF/services/dev.stillson.store.ConnectorProvider}.
 */
public interface ConnectorProvider {

  /** The connector's name, and of its section in the configuration: {@code file}, {@code jdbc}. */
  String name();

  /**
   * The schemes of the {@link dev.stillson.Blob}s it stores, in lower case; empty text: blobs
   * without a scheme.
   */
  default Set<String> schemes() {
    return Set.of();
  }

  /** The types of the other targets it stores. */
  default Set<Class<? extends Target>> targets() {
    return Set.of();
  }

  /** The types of the clients it gives to tasks. */
  default Set<Class<?>> clients() {
    return Set.of();
  }

  /**
   * Opens the connector; called at most once for each run.
   *
   * @param settings its section of the configuration
   * @throws SettingsException if the settings are wrong; all problems at once
   */
  Connector open(Settings settings) throws IOException;
}
