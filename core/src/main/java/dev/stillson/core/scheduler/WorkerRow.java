package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known about a worker, as it is shown and stored.
 *
 * @param id the worker's id
 * @param order the order in which workers were first heard of
 * @param profile what it told about itself
 * @param started when it was first heard of
 * @param lastActive when it was last heard of
 * @param lastClaim when it last asked for work
 * @param registered whether it introduced itself
 * @param disabled whether it gets no more work
 * @param messages what it has not acknowledged yet
 * @param messageNumber the number of the last message made for it
 * @param batching how it combines tasks, by family
 */
public record WorkerRow(
    String id,
    long order,
    WorkerProfile profile,
    Instant started,
    Instant lastActive,
    Optional<Instant> lastClaim,
    boolean registered,
    boolean disabled,
    List<WorkerMessage> messages,
    long messageNumber,
    Map<String, Batching> batching) {

  /** This row with {@code lastActive}. */
  public WorkerRow withLastActive(Instant lastActive) {
    return new WorkerRow(
        id,
        order,
        profile,
        started,
        lastActive,
        lastClaim,
        registered,
        disabled,
        messages,
        messageNumber,
        batching);
  }
}
