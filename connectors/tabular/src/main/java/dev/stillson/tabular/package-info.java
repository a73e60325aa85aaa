/**
 * Rows of CSV and Parquet files as streams of typed records.
 *
 * <p>Decides how a record is a row: which column a component is, which values it takes, and what is
 * said about a value that does not fit. Decides nothing about where files are, when they are
 * published and how they are compressed; that is the task context's.
 */
@NullMarked
package dev.stillson.tabular;

import org.jspecify.annotations.NullMarked;
