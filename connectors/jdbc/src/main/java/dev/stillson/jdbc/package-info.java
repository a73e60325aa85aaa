/**
 * Databases through JDBC: table partitions whose existence is a marker row, and a client that loads
 * and queries them.
 *
 * <p>Decides how data and marker row become visible in one transaction, how many tasks share one
 * database, and where an environment's tables are. Decides nothing about SQL: statements are the
 * task's, and go to the database as they are.
 */
@NullMarked
package dev.stillson.jdbc;

import org.jspecify.annotations.NullMarked;
