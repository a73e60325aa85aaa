package dev.stillson.server.store;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Many tasks of one family that differ in one parameter, of which so many are started that a given
 * number is under way.
 *
 * @param id names it for ever
 * @param family the family
 * @param parameters what all have in common, by name
 * @param parameter the one in which they differ
 * @param first the first of its values
 * @param last the last of them
 * @param size how many values there are
 * @param limit how many are under way at once
 * @param user who wants it
 * @param begun when it was wanted
 * @param condition where it is in its life
 * @param ended when the last that it started came to its end and it could start no more; empty: it
 *     has not
 * @param counts how far it is
 */
public record BackfillRecord(
    String id,
    String family,
    Map<String, String> parameters,
    String parameter,
    String first,
    String last,
    int size,
    int limit,
    String user,
    Instant begun,
    Condition condition,
    Optional<Instant> ended,
    Counts counts) {

  /** Copies the parameters in their order. */
  public BackfillRecord {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Where a backfill is in its life. */
  public enum Condition {
    /** It starts tasks, or waits until fewer are under way. */
    RUNNING,
    /** It starts nothing until it is resumed; what is under way goes on. */
    PAUSED,
    /** It starts nothing more; what is under way goes on and is counted. */
    STOPPED,
    /** All were started and have ended. */
    OVER
  }

  /**
   * How far a backfill is.
   *
   * @param started how many values were started
   * @param finished how many of those are under way no more
   * @param failed how many of those are not done
   * @param refused how many values no worker took
   * @param toRun how many tasks were announced, with those that were required
   */
  public record Counts(int started, int finished, int failed, int refused, int toRun) {
    /** At the beginning. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  /** What has become of a value. */
  public enum State {
    /** Nothing yet; or it was started by a server that ended before it could store that. */
    WAITING,
    /** Its task is under way. */
    STARTED,
    /** Its task is done, or was and is forgotten. */
    DONE,
    /** Its task has failed or is disabled, or nobody wants it any more. */
    FAILED,
    /** No worker took it. */
    REFUSED
  }

  /**
   * One of the values.
   *
   * @param position its place, from 0
   * @param value the parameter's text
   * @param state what has become of it
   * @param submission names the run; empty: there is none
   * @param task its task's id; empty: there is none
   * @param explanation why it was refused; empty: it was not
   */
  public record Value(
      int position, String value, State state, String submission, String task, String explanation) {

    /** One that is to be started. */
    public static Value waiting(int position, String value) {
      return new Value(position, value, State.WAITING, "", "", "");
    }

    /** The same, whose task a worker has announced. */
    public Value started(String submission, String task) {
      return new Value(position, value, State.STARTED, submission, task, "");
    }

    /** The same, refused for a reason. */
    public Value refused(String explanation) {
      return new Value(position, value, State.REFUSED, "", "", explanation);
    }

    /** The same, whose task has ended. */
    public Value ended(boolean done) {
      State end = done ? State.DONE : State.FAILED;
      return new Value(position, value, end, submission, task, explanation);
    }
  }

  /** The same in another condition. */
  public BackfillRecord with(Condition condition) {
    return with(condition, ended, counts);
  }

  /** The same, so far. */
  public BackfillRecord with(Counts counts) {
    return with(condition, ended, counts);
  }

  /** The same at its end. */
  public BackfillRecord ended(Condition condition, Instant at) {
    return with(condition, Optional.of(at), counts);
  }

  private BackfillRecord with(Condition condition, Optional<Instant> ended, Counts counts) {
    return new BackfillRecord(
        id,
        family,
        parameters,
        parameter,
        first,
        last,
        size,
        limit,
        user,
        begun,
        condition,
        ended,
        counts);
  }
}
