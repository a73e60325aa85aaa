package dev.stillson.server.store;

import dev.stillson.core.scheduler.AttemptEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What has been: every ended attempt and what people did, as far back as the retention goes; and
 * what is stored of the present and not in memory: backfills that go on, and where the results of
 * tasks are. Safe for use by many threads; asking does not slow the scheduler down.
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
   * How the latest attempts of a family ended, of those that ended well or failed.
   *
   * @param most how many at most, at least 1
   * @throws StoreException if the database cannot be reached
   */
  Score score(String family, int most);

  /** How many attempts ended well, and how many failed. */
  record Score(int done, int failed) {}

  /**
   * How many attempts ended, by the stretch of time in which they did and how.
   *
   * @param from where the first stretch begins
   * @param stretch how long each is
   * @param most how many stretches there are, at least 1
   * @throws StoreException if the database cannot be reached
   */
  List<Ends> ends(Instant from, Duration stretch, int most);

  /**
   * Runs that ended, the latest first.
   *
   * @param before only those with a lower number; {@link #NEWEST}: all
   * @param most how many at most, at least 1
   * @throws StoreException if the database cannot be reached
   */
  List<PastRun> runs(RunFilter filter, long before, int most);

  /**
   * A run that ended.
   *
   * @param name its id, or that of its worker, of which the latest run is meant
   * @throws StoreException if the database cannot be reached
   */
  Optional<RunRecord> run(String name);

  /**
   * The ended attempts of the tasks that a run has or had a stake in, while it was there; in the
   * order of their ends.
   *
   * @param after only those with a higher number; 0: all
   * @param most how many at most, at least 1
   * @throws StoreException if the database cannot be reached
   */
  List<RunAttempt> attempts(RunRecord run, long after, int most);

  /**
   * The attempt of a run that ended last of those that did their task or failed; empty if there is
   * none.
   *
   * @throws StoreException if the database cannot be reached
   */
  Optional<RunAttempt> lastAttempt(RunRecord run);

  /**
   * The backfills that have not ended, the latest first.
   *
   * @throws StoreException if the database cannot be reached
   */
  List<BackfillRecord> openBackfills();

  /**
   * Backfills that ended, the latest begun first.
   *
   * @param before only those with a lower number; {@link #NEWEST}: all
   * @param most how many at most, at least 1
   * @throws StoreException if the database cannot be reached
   */
  List<PastBackfill> backfills(long before, int most);

  /**
   * A backfill, ended or not.
   *
   * @throws StoreException if the database cannot be reached
   */
  Optional<BackfillRecord> backfill(String id);

  /**
   * Values of a backfill in their order.
   *
   * @param backfill its id
   * @param states only those of which this has become
   * @param most how many at most, at least 1
   * @throws StoreException if the database cannot be reached
   */
  List<BackfillRecord.Value> values(String backfill, List<BackfillRecord.State> states, int most);

  /**
   * What people did, the latest first.
   *
   * @param before only entries with a lower number; {@link #NEWEST}: all
   * @param most how many at most, at least 1
   * @throws StoreException if the database cannot be reached
   */
  List<PastAction> audit(long before, int most);

  /**
   * Where the results of a task are, in the order in which its worker told it; empty: nothing was
   * told that is stored by now.
   *
   * @param order the task's {@link dev.stillson.core.scheduler.TaskRow#order}
   * @throws StoreException if the database cannot be reached
   */
  List<String> outputs(long order);

  /**
   * An attempt with its place in the history.
   *
   * @param number grows with each attempt that ends
   * @param attempt the attempt
   */
  record PastAttempt(long number, AttemptEnd attempt) {}

  /**
   * A run with its place in the history.
   *
   * @param number grows with each run that ends
   * @param run the run
   */
  record PastRun(long number, RunRecord run) {}

  /**
   * How often attempts ended in one way in a stretch of time.
   *
   * @param stretch which one, from 0
   * @param ending the way
   * @param count how often
   */
  record Ends(int stretch, AttemptEnd.Ending ending, int count) {}

  /**
   * What a timeline shows of an attempt.
   *
   * @param number grows with each attempt that ends
   * @param taskId the task
   * @param family its family
   * @param attempt the attempt's number, from 1
   * @param worker the worker it was given to
   * @param started when it was handed out
   * @param ended when it ended
   * @param ending what became of it
   * @param waitedFor the dependency that got done last before it; empty: none
   */
  record RunAttempt(
      long number,
      String taskId,
      String family,
      int attempt,
      String worker,
      Instant started,
      Instant ended,
      AttemptEnd.Ending ending,
      Optional<String> waitedFor) {

    /** What a timeline shows of {@code end}. */
    public static RunAttempt of(long number, AttemptEnd end) {
      return new RunAttempt(
          number,
          end.taskId(),
          end.family(),
          end.attempt(),
          end.worker(),
          end.started(),
          end.ended(),
          end.ending(),
          end.waitedFor());
    }
  }

  /**
   * A backfill with its place in the history.
   *
   * @param number grows with each backfill that begins
   * @param backfill the backfill
   */
  record PastBackfill(long number, BackfillRecord backfill) {}

  /**
   * An action with its place in the history.
   *
   * @param number grows with each action
   * @param entry the action
   */
  record PastAction(long number, AuditEntry entry) {}
}
