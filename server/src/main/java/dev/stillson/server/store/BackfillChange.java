package dev.stillson.server.store;

import java.util.List;

/**
 * What became of a backfill.
 *
 * @param backfill what it is now
 * @param values those that are new or differ
 */
public record BackfillChange(BackfillRecord backfill, List<BackfillRecord.Value> values)
    implements Note {
  /** Copies the values. */
  public BackfillChange {
    values = List.copyOf(values);
  }
}
