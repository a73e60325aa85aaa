package dev.stillson.server.scheduler;

import java.time.Duration;

/**
 * What the scheduler's thread has done since the start. Counts only grow.
 *
 * @param queued how many calls wait for their turn now
 * @param waitingClaims how many claims wait for work now
 * @param commands how many calls were applied
 * @param commits how many groups were stored
 * @param failedCommits how many could not be stored
 * @param storedRows how many rows they had together
 * @param largestGroup how many calls the largest group had
 * @param applying time spent in applying calls
 * @param committing time spent in storing groups
 * @param longestCommit the longest that one group took
 * @param reopenings how often the state was read anew after the store was gone
 * @param cycles announcements that made tasks wait for each other
 */
public record SchedulerStatistics(
    int queued,
    int waitingClaims,
    long commands,
    long commits,
    long failedCommits,
    long storedRows,
    int largestGroup,
    Duration applying,
    Duration committing,
    Duration longestCommit,
    long reopenings,
    long cycles) {}
