package dev.stillson.file;

import dev.stillson.Marker;
import dev.stillson.Target;
import dev.stillson.store.Connector;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import java.nio.file.Path;
import java.util.Set;

/**
 * The connector {@code marker}: markers as small files.
 *
 * <p>Settings: {@code folder}, where they are kept, by default {@code .stillson/markers} below
 * {@link Settings#directory()}.
 */
public final class MarkerConnectorProvider implements ConnectorProvider {

  /** For {@link java.util.ServiceLoader}. */
  public MarkerConnectorProvider() {}

  @Override
  public String name() {
    return "marker";
  }

  @Override
  public Set<Class<? extends Target>> targets() {
    return Set.of(Marker.class);
  }

  @Override
  public Connector open(Settings settings) {
    Path folder =
        settings
            .path("folder")
            .orElse(settings.directory().resolve(".stillson").resolve("markers"));
    return new StoreConnector(new LocalMarkerStore(new Folders(folder, true)));
  }
}
