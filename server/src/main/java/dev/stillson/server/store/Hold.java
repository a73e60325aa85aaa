package dev.stillson.server.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * The right to write. Whoever opens the state raises the epoch; each transaction looks for its own
 * epoch, so that a server that was thought dead can write nothing more.
 */
final class Hold {
  private final long epoch;
  private final PreparedStatement look;

  private Hold(long epoch, PreparedStatement look) {
    this.epoch = epoch;
    this.look = look;
  }

  /** Takes the right; within a transaction that the caller commits. */
  static Hold take(Connection connection, boolean lockRow) throws SQLException {
    long epoch;
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE hold SET epoch = epoch + 1");
      try (ResultSet row = statement.executeQuery("SELECT epoch FROM hold")) {
        row.next();
        epoch = row.getLong(1);
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE hold SET holder = ?, since = ?")) {
      update.setString(1, self());
      update.setLong(2, Nanos.of(Instant.now()));
      update.executeUpdate();
    }
    return new Hold(
        epoch,
        connection.prepareStatement("SELECT epoch FROM hold" + (lockRow ? " FOR SHARE" : "")));
  }

  /** Within each transaction: throws if another server has taken the right. */
  void check() throws SQLException {
    try (ResultSet row = look.executeQuery()) {
      if (!row.next() || row.getLong(1) != epoch) {
        throw new StateInUseException("Another server has taken the state over");
      }
    }
  }

  /** Who has the right, for people. */
  static String holder(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT holder, since FROM hold")) {
      return row.next()
          ? row.getString(1) + " since " + Nanos.time(row.getLong(2))
          : "an unknown server";
    }
  }

  /** This process, for people. */
  static String self() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return host + ", process " + ProcessHandle.current().pid();
  }
}
