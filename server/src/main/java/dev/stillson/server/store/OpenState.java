package dev.stillson.server.store;

import dev.stillson.core.scheduler.Snapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writing connection to an opened state, in either database. */
final class OpenState {
  private static final Logger log = LoggerFactory.getLogger(OpenState.class);

  /** How many rows of the history are deleted in one step. */
  private static final int STEP = 2_000;

  private final Connection connection;
  private final Hold hold;
  private final SharedValues shared;
  private final StateWriter writer;

  private OpenState(Connection connection, Hold hold, SharedValues shared, StateWriter writer) {
    this.connection = connection;
    this.hold = hold;
    this.shared = shared;
    this.writer = writer;
  }

  /** Takes the right to write over a connection without auto-commit whose tables are there. */
  static OpenState begin(Connection connection, String release, boolean lockRow)
      throws SQLException {
    Hold hold = Hold.take(connection, lockRow);
    Layout.note(connection, release);
    connection.commit();
    SharedValues shared = new SharedValues(connection);
    return new OpenState(connection, hold, shared, new StateWriter(connection, shared));
  }

  Snapshot read() throws SQLException {
    Snapshot snapshot = new StateReader(connection, shared).read();
    connection.commit();
    return snapshot;
  }

  void commit(Changeset changes) throws SQLException {
    hold.check();
    writer.write(changes);
    connection.commit();
  }

  boolean forgetBefore(Instant limit) throws SQLException {
    hold.check();
    // The order of the numbers is that of the ends, as long as the clock does not jump.
    int forgotten = Math.max(forget("attempt", "ended", limit), forget("audit", "at", limit));
    int runs = forget("run", "ended", limit);
    if (runs > 0) {
      forgetSets();
    }
    BackfillRows.forget(connection, limit);
    connection.commit();
    return Math.max(forgotten, runs) == STEP;
  }

  /** Of runs that are gone nobody asks which attempts were theirs. */
  private void forgetSets() throws SQLException {
    try (Statement delete = connection.createStatement()) {
      delete.executeUpdate(
          "DELETE FROM run_set WHERE worker NOT IN (SELECT worker FROM run)"
              + " AND worker NOT IN (SELECT id FROM worker)");
    }
  }

  private int forget(String table, String column, Instant limit) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM %1$s WHERE %2$s < ? AND number IN (SELECT number FROM %1$s ORDER BY number"
                    .formatted(table, column)
                + " LIMIT ?)")) {
      delete.setLong(1, Nanos.of(limit));
      delete.setInt(2, STEP);
      return delete.executeUpdate();
    }
  }

  /** Lets go, also of a connection that is broken. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("A connection that is given up could not be closed", e);
    }
  }
}
