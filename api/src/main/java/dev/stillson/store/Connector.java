package dev.stillson.store;

import dev.stillson.TaskContext;
import java.io.IOException;

/** An open connector. Used by many threads at once; closed when the run ends. */
public interface Connector extends AutoCloseable {

  /**
   * The store of the connector's targets.
   *
   * @throws UnsupportedOperationException if it has none
   */
  default Store<?> store() {
    throw new UnsupportedOperationException(getClass().getName() + " stores no targets");
  }

  /**
   * A client of type {@code type}, one of {@link ConnectorProvider#clients()}, for one attempt of a
   * task.
   *
   * @throws UnsupportedOperationException if it has no clients
   */
  default <C> C client(Class<C> type, TaskContext context) throws IOException {
    throw new UnsupportedOperationException(
        getClass().getName() + " has no client " + type.getName());
  }

  /** Frees what the connector holds. */
  @Override
  default void close() throws IOException {}
}
