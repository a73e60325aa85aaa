package dev.stillson.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Connections to a server, opened when the first one is needed. */
final class Pool implements AutoCloseable {
  private final Source source;
  private @Nullable HikariDataSource connections;
  private boolean closed;

  Pool(Source source) {
    this.source = source;
  }

  /** A connection in a transaction. */
  Connection take() throws SQLException {
    Connection connection = connections().getConnection();
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      Closing.after(connection, e);
      throw e;
    }
  }

  private synchronized HikariDataSource connections() throws SQLException {
    if (closed) {
      throw new SQLException("Data source '" + source.name() + "' is closed");
    }
    if (connections == null) {
      HikariConfig config = new HikariConfig();
      config.setPoolName("stillson-" + source.name());
      config.setJdbcUrl(source.url());
      config.setDataSourceProperties(source.properties());
      config.setMaximumPoolSize(source.pool());
      config.setMinimumIdle(0);
      config.setConnectionTimeout(Math.max(250, source.patience().toMillis()));
      source.init().ifPresent(config::setConnectionInitSql);
      try {
        connections = new HikariDataSource(config);
      } catch (PoolInitializationException e) {
        throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e);
      }
    }
    return connections;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (connections != null) {
      connections.close();
    }
  }
}
