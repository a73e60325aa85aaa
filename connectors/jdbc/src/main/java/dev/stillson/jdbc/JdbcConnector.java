package dev.stillson.jdbc;

import dev.stillson.TaskContext;
import dev.stillson.store.Connector;
import dev.stillson.store.Store;
import java.io.IOException;
import java.time.InstantSource;

/** The open connector: the data sources of one run. */
final class JdbcConnector implements Connector {
  private final DataSources sources;
  private final MarkerTable markers;

  JdbcConnector(DataSources sources, MarkerTable markers) {
    this.sources = sources;
    this.markers = markers;
  }

  @Override
  public Store<?> store() {
    return new TableStore(sources, markers);
  }

  @Override
  public <C> C client(Class<C> type, TaskContext context) {
    return type.cast(new AttemptJdbc(sources, markers, InstantSource.system(), context));
  }

  @Override
  public void close() throws IOException {
    sources.close();
  }
}
