package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Pulse;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The reply to one {@link WorkerCommand}. */
public sealed interface Reply {

  /** Done, and nothing to tell: to register, respond and forget. */
  Reply DONE = new Done();

  /** See {@link #DONE}. */
  record Done() implements Reply {}

  /** To announce and submit. */
  record Stands(Standing standing) implements Reply {}

  /** To claim. */
  record Work(Claimed claimed) implements Reply {}

  /** To report, progress and decrease. */
  record Judged(Verdict verdict) implements Reply {}

  /** To await. */
  record Waits(Awaited awaited) implements Reply {}

  /**
   * To heartbeat.
   *
   * @param silence how long a worker that is at nothing need not beat while a request of it is held
   *     that had a heartbeat: what the pulse would bring ends the hold. Zero: not at all
   */
  record Beat(Pulse pulse, Duration silence) implements Reply {
    /** From a server that wants all heartbeats. */
    public Beat(Pulse pulse) {
      this(pulse, Duration.ZERO);
    }
  }

  /**
   * To log.
   *
   * @param length how many bytes the server has: where the next piece is to begin
   * @param full whether the log is as long as it may get, so that more is not kept
   */
  record Logged(long length, boolean full) implements Reply {}

  /** To ask: one for each task that is known, in the order asked for. */
  record News(List<TaskNews> tasks) implements Reply {}

  /** The command was not applied; the others of the request were. */
  record Refused(ProtocolException error) implements Reply {}

  /**
   * How a task stands.
   *
   * @param id the task
   * @param status where it is in its life
   * @param last whether the status is the last one unless somebody steps in: done, failed without a
   *     retry, disabled, or cut off from ever starting
   * @param worker who runs it, or ran it last
   * @param explanation its error, or what it told about its result
   */
  record TaskNews(
      String id,
      Status status,
      boolean last,
      Optional<String> worker,
      Optional<String> explanation) {}
}
