package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.protocol.luigi.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lists show of a task.
 *
 * @param id its id
 * @param family its family; empty while it is only named as a dependency
 * @param parameters its parameters, hidden ones included
 * @param status where it is in its life
 * @param priority higher runs first
 * @param order the order in which tasks were first heard of
 * @param updated when its status last changed
 * @param attempts how many were started
 * @param worker who has it, or had it last; null: nobody
 * @param since when the last attempt was started; null: there was none
 * @param due when it is tried again; null: unknown
 * @param demand what it holds, or would if it ran
 * @param note what it is doing, or the cause in its error; null: nothing was told
 * @param percentage how far it is; null: unknown
 * @param runs ids of the workers with a stake in it
 */
record TaskCard(
    String id,
    String family,
    Parameters parameters,
    Status status,
    double priority,
    long order,
    Instant updated,
    int attempts,
    @Nullable String worker,
    @Nullable Instant since,
    @Nullable Instant due,
    Demand demand,
    @Nullable String note,
    @Nullable Double percentage,
    List<String> runs) {
  private static final int NOTE = 200;

  static TaskCard of(TaskRow row) {
    boolean over = row.status() == Status.FAILED || row.status() == Status.DISABLED;
    TaskRow.Remarks remarks = row.remarks();
    Optional<String> note =
        over ? remarks.explanation().flatMap(Explanation::plain) : remarks.message();
    return new TaskCard(
        row.id(),
        row.family(),
        row.parameters(),
        row.status(),
        row.priority(),
        row.order(),
        row.updated(),
        row.attempts(),
        row.attempt().map(TaskRow.AttemptRow::worker).orElse(null),
        row.attempt().map(TaskRow.AttemptRow::since).orElse(null),
        row.due().orElse(null),
        row.attempt()
            .filter(TaskRow.AttemptRow::live)
            .map(TaskRow.AttemptRow::held)
            .orElse(row.terms().demand()),
        note.map(text -> over ? Cause.of(text) : cut(text)).orElse(null),
        remarks.percentage().orElse(null),
        row.stakeholders());
  }

  private static String cut(String text) {
    return text.length() <= NOTE ? text : text.substring(0, NOTE);
  }
}
