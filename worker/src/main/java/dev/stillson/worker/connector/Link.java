package dev.stillson.worker.connector;

import dev.stillson.store.Connector;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import dev.stillson.store.Store;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connector on the class path, opened once when it is first needed. */
final class Link {
  private final ConnectorProvider provider;
  private final Settings settings;
  private volatile @Nullable Connector connector;
  private volatile @Nullable Store<?> store;

  Link(ConnectorProvider provider, Settings settings) {
    this.provider = provider;
    this.settings = settings;
  }

  ConnectorProvider provider() {
    return provider;
  }

  Connector connector() throws IOException {
    Connector open = connector;
    if (open == null) {
      synchronized (this) {
        open = connector;
        if (open == null) {
          open = provider.open(settings.section(provider.name()));
          connector = open;
        }
      }
    }
    return open;
  }

  Store<?> store() throws IOException {
    Store<?> known = store;
    if (known == null) {
      known = connector().store();
      store = known;
    }
    return known;
  }

  void close() throws IOException {
    Connector open = connector;
    if (open != null) {
      open.close();
    }
  }
}
