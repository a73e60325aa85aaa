package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The reply to a claim. The counts are those after the tasks have been handed out.
 *
 * @param assignments tasks to start, best ranked first
 * @param resumptions parked tasks to go on with; each takes one of the slots that were asked for
 * @param live how many tasks the worker has a stake in that can still come to an end by themselves:
 *     neither done nor failed, disabled or missing for good nor cut off by such a dependency.
 *     Running tasks count. 0: the worker has nothing more to expect
 * @param nextWake when the next change by the passing of time is due, such as a retry; a claim
 *     before that, with no report in between, gets no more
 * @param standing how the worker stands; the other values mean nothing to a worker that is not
 *     {@link Standing#ACTIVE}
 * @param pending how many tasks the worker is able to run that are pending or failed and not below
 *     a disabled one
 * @param uniquePending how many of these no other worker is able to run
 * @param latestPending for how many of these the worker was the latest to say that it can run them
 */
public record Claimed(
    List<Assignment> assignments,
    List<Resumption> resumptions,
    int live,
    Optional<Instant> nextWake,
    Standing standing,
    int pending,
    int uniquePending,
    int latestPending) {}
