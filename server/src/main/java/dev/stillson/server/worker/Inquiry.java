package dev.stillson.server.worker;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.protocol.luigi.Explanation;
import dev.stillson.protocol.worker.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How tasks stand, for those who wait for them. */
final class Inquiry {
  private Inquiry() {}

  /** The news of those of {@code ids} that the scheduler knows. */
  static List<Reply.TaskNews> of(Scheduler core, List<String> ids) {
    List<Reply.TaskNews> news = new ArrayList<>();
    for (String id : ids) {
      Optional<TaskRow> row = core.task(id);
      if (row.isPresent()) {
        news.add(of(row.get()));
      }
    }
    return news;
  }

  private static Reply.TaskNews of(TaskRow row) {
    return new Reply.TaskNews(
        row.id(),
        row.status(),
        isLast(row),
        row.attempt().map(TaskRow.AttemptRow::worker),
        row.remarks().explanation().flatMap(Explanation::plain));
  }

  private static boolean isLast(TaskRow row) {
    return switch (row.status()) {
      case DONE -> true;
      case FAILED, DISABLED -> row.due().isEmpty();
      case PENDING, RUNNING, PARKED, BATCH_RUNNING, UNKNOWN -> false;
    };
  }
}
