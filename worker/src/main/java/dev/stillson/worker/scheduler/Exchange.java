package dev.stillson.worker.scheduler;

import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Verdict;
import java.util.List;

/**
 * The reply to reports and a claim that were made together.
 *
 * @param verdicts one for each report, in their order
 * @param claimed what the claim gave
 */
public record Exchange(List<Verdict> verdicts, Claimed claimed) {}
