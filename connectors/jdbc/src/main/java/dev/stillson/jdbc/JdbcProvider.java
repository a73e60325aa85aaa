package dev.stillson.jdbc;

import dev.stillson.TablePartition;
import dev.stillson.Target;
import dev.stillson.store.Connector;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import java.util.Set;

/**
 * Databases through JDBC. Opening it opens no database.
 *
 * <p>Settings: {@code markers}, the name of the table of marker rows, by default {@code
 * stillson_markers}; {@code root}, the folder of relative database files, by default {@link
 * Settings#directory()}; and one section for each data source: {@code url}, {@code user}, {@code
 * password}, {@code read_only}, {@code init}, {@code pool}, {@code patience} and a section {@code
 * options}.
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
