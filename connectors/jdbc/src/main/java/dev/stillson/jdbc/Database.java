package dev.stillson.jdbc;

import java.sql.SQLException;
import java.util.Optional;

/**
 * One data source. Decides how tasks share its connections and where environments are; used by many
 * threads at once. Nothing is opened before it is needed.
 */
sealed interface Database extends AutoCloseable
    permits SqliteDatabase, DuckDatabase, PostgresDatabase, OtherDatabase {

  /**
   * A session to look for markers; empty if there is nothing to look in, which looking never
   * changes.
   *
   * @param environment empty: the real tables
   */
  Optional<Session> look(String environment) throws SQLException;

  /** A session that reads, where the environment has nothing, the real tables. */
  Session read(String environment) throws SQLException;

  /**
   * A session that writes, alone where the database has one writer.
   *
   * @param table what is to be written: an environment that lacks it gets an empty copy of the real
   *     one
   * @param markers the table of markers, which is created if it is missing
   */
  Session write(String environment, TableName table, MarkerTable markers)
      throws SQLException, InterruptedException;

  /** What differs in its SQL. */
  Dialect dialect();

  @Override
  void close() throws SQLException;
}
