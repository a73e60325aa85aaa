package dev.stillson.server.store;

import dev.stillson.core.scheduler.RunCounts;
import dev.stillson.core.scheduler.RunEnd;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.core.scheduler.WorkerRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run: one invocation, which is a worker with a stake in tasks. A worker that was silent for so
 * long that it was dropped, and comes back, is another run.
 *
 * @param id names it for ever
 * @param worker the worker's id
 * @param kind what kind of invocation: {@code run}, {@code submission}, {@code luigi} or as it was
 *     told
 * @param roots ids of the tasks that were asked for, as far as they were told, at most 20
 * @param family the family of the first of them; empty: unknown
 * @param host the machine; may be empty
 * @param person the user's name on that machine; may be empty
 * @param code names the code; may be empty
 * @param started when it was first heard of
 * @param ended when it ended; empty: it is there
 * @param status how it stands
 * @param counts what its tasks are, or were at its end
 */
public record RunRecord(
    String id,
    String worker,
    String kind,
    List<String> roots,
    String family,
    String host,
    String person,
    String code,
    Instant started,
    Optional<Instant> ended,
    RunStatus status,
    RunCounts counts) {
  /** What a worker calls the kind of its invocation among its {@link WorkerProfile#info}. */
  public static final String KIND = "kind";

  /** The kind of those who announce and leave. */
  public static final String SUBMISSION = "submission";

  private static final int MOST_ROOTS = 20;

  /** Copies the roots. */
  public RunRecord {
    roots = List.copyOf(roots);
  }

  /**
   * A run that goes on.
   *
   * @param families knows the family of a task, by its id; empty: unknown
   */
  public static RunRecord of(
      WorkerRow worker, RunCounts counts, Function<String, Optional<String>> families) {
    return of(
        worker.id(),
        worker.profile(),
        worker.started(),
        Optional.empty(),
        RunStatus.RUNNING,
        counts,
        families);
  }

  /**
   * A run that has ended.
   *
   * @param families knows the family of a task, by its id; empty: unknown
   */
  public static RunRecord of(RunEnd end, Function<String, Optional<String>> families) {
    boolean submission = isSubmission(end.profile());
    // A submission is kept up from outside, and of one who fell silent the end was not seen.
    Instant ended = submission ? end.lastChange() : end.lost() ? end.lastActive() : end.ended();
    return of(
        end.worker(),
        end.profile(),
        end.started(),
        Optional.of(ended),
        status(end),
        end.counts(),
        families);
  }

  private static RunStatus status(RunEnd end) {
    RunCounts counts = end.counts();
    if (counts.total() == counts.done() + counts.doneBefore()) {
      return RunStatus.DONE;
    }
    if (end.lost() && end.live() > 0) {
      return RunStatus.LOST;
    }
    return counts.failed() > 0 ? RunStatus.FAILED : RunStatus.UNFINISHED;
  }

  private static RunRecord of(
      String worker,
      WorkerProfile profile,
      Instant started,
      Optional<Instant> ended,
      RunStatus status,
      RunCounts counts,
      Function<String, Optional<String>> families) {
    Map<String, String> info = profile.info();
    String first = info.getOrDefault("first_task", "");
    String told = info.getOrDefault("roots", first);
    List<String> roots =
        told.isEmpty() ? List.of() : Arrays.stream(told.split("\n")).limit(MOST_ROOTS).toList();
    return new RunRecord(
        id(worker, started),
        worker,
        info.getOrDefault(KIND, info.containsKey("salt") ? "luigi" : "run"),
        roots,
        roots.isEmpty() ? "" : families.apply(roots.getFirst()).orElse(""),
        profile.host(),
        user(profile),
        info.getOrDefault("code", ""),
        started,
        ended,
        status,
        counts);
  }

  /** Whether the server itself stands there for somebody who submitted work and left. */
  public static boolean isSubmission(WorkerProfile profile) {
    return SUBMISSION.equals(profile.info().get(KIND));
  }

  /** Who runs the worker of {@code profile}; empty: it does not say. */
  public static String user(WorkerProfile profile) {
    Map<String, String> info = profile.info();
    return info.getOrDefault("user", info.getOrDefault("username", ""));
  }

  /** A digest: a worker's id alone may come again. */
  private static String id(String worker, Instant started) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(worker.getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(("\n" + started).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no SHA-256, which every JVM must have", e);
    }
  }
}
