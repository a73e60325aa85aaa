package dev.stillson.jdbc;

import dev.stillson.TablePartition;
import dev.stillson.Target;
import dev.stillson.store.Connector;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import java.util.Set;

/**
 * Databases through JDBC, configured by {@code [jdbc]} and one section {@code [jdbc.NAME]} for each
 * data source. Opening it opens no database.
 */
public final class JdbcProvider implements ConnectorProvider {

  /** For {@link java.util.ServiceLoader}. */
  public JdbcProvider() {}

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public Set<Class<? extends Target>> targets() {
    return Set.of(TablePartition.class);
  }

  @Override
  public Set<Class<?>> clients() {
    return Set.of(Jdbc.class);
  }

  @Override
  public Connector open(Settings settings) {
    String markers = settings.text("markers").orElse("stillson_markers");
    if (!markers.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw settings.wrong("markers", "must be letters, digits and _, such as stillson_markers");
    }
    return new JdbcConnector(
        new DataSources(Source.readAll(settings)), new MarkerTable(TableName.parse(markers)));
  }
}
