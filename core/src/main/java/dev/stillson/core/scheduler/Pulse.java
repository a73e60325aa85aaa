package dev.stillson.core.scheduler;

import java.util.List;

/**
 * The reply to a heartbeat.
 *
 * @param messages what has not been acknowledged yet, oldest first
 * @param lost which of the leases the worker does not hold any more: it must stop these attempts
 *     and publish nothing
 * @param standing how the worker stands
 */
public record Pulse(List<WorkerMessage> messages, List<Lease> lost, Standing standing) {}
