package dev.stillson.server.store;

import dev.stillson.core.scheduler.AttemptEnd;
import java.time.Duration;
import java.util.List;

/**
 * What has been: every ended attempt and what people did, as far back as the retention goes. Safe
 * for use by many threads; asking does not slow the scheduler down.
 */
public interface History {

  /** The number before which to look for the newest ones. */
  long NEWEST = Long.MAX_VALUE;

  /**
   * Attempts that ended, the latest first.
   *
   * @param before only those with a lower number, to turn the page; {@link #NEWEST}: all
   * @param most how many at most, at least 1
   * @throws StoreException if the database cannot be reached
   */
  List<PastAttempt> attempts(AttemptFilter filter, long before, int most);

  /**
   * How long the attempts of a family took that ended well, the latest first.
   *
   * @param most how many at most, at least 1
   * @throws StoreException if the database cannot be reached
   */
  List<Duration> durations(String family, int most);

  /**
   * What people did, the latest first.
   *
   * @param before only entries with a lower number; {@link #NEWEST}: all
   * @param most how many at most, at least 1
   * @throws StoreException if the database cannot be reached
   */
  List<PastAction> audit(long before, int most);

  /**
   * An attempt with its place in the history.
   *
   * @param number grows with each attempt that ends
   * @param attempt the attempt
   */
  record PastAttempt(long number, AttemptEnd attempt) {}

  /**
   * An action with its place in the history.
   *
   * @param number grows with each action
   * @param entry the action
   */
  record PastAction(long number, AuditEntry entry) {}
}
