package dev.stillson.worker;

import dev.stillson.core.text.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to, for people: one sentence, then the tasks by how they ended, a line for each
 * family, and for what went wrong the cause.
 */
final class Summary {
  private static final int MOST_FAMILIES = 5;
  private static final int MOST_FAILURES = 10;

  private final Outcomes outcomes;
  private final Map<TaskOutcome.State, List<Vertex>> byState = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder(400);

  Summary(Outcomes outcomes) {
    this.outcomes = outcomes;
    for (TaskOutcome.State state : TaskOutcome.State.values()) {
      byState.put(state, new ArrayList<>());
    }
    for (Vertex vertex : outcomes.vertices()) {
      of(Outcomes.state(vertex)).add(vertex);
    }
  }

  private List<Vertex> of(TaskOutcome.State state) {
    return byState.getOrDefault(state, List.of());
  }

  String text() {
    text.append(headline());
    families("done now", of(TaskOutcome.State.DONE));
    families("done by other workers", of(TaskOutcome.State.DONE_ELSEWHERE));
    families("done before", of(TaskOutcome.State.ALREADY_DONE));
    failures("failed", of(TaskOutcome.State.FAILED));
    failures("could not be planned", of(TaskOutcome.State.BROKEN));
    families("missing, and not made by this pipeline", of(TaskOutcome.State.MISSING));
    families("cancelled while running", of(TaskOutcome.State.CANCELLED));
    notRun(of(TaskOutcome.State.NOT_RUN));
    return text.toString();
  }

  private String headline() {
    RunResult.Counts counts = outcomes.counts();
    String time = Texts.duration(outcomes.duration());
    List<String> parts = new ArrayList<>();
    part(parts, counts.failed(), "failed");
    part(parts, counts.broken(), "could not be planned");
    part(parts, counts.missing(), "missing");
    part(parts, counts.cancelled(), "cancelled");
    part(parts, counts.notRun(), "not run");
    if (counts.done() > 0 || !parts.isEmpty()) {
      parts.add(counts.done() + " done");
    }
    part(parts, counts.alreadyDone(), "done before");
    String list = String.join(", ", parts);
    return switch (outcomes.status()) {
      case SUCCESS ->
          counts.done() == 0
              ? "Nothing to do: everything is done already (" + counts.alreadyDone() + ")"
              : "Success in " + time + ": " + list;
      case SUCCESS_WITH_RETRY ->
          "Success in " + time + " after retries (" + counts.retried() + "): " + list;
      case FAILED, FAILED_AND_PLANNING_FAILED -> "Failed after " + time + ": " + list;
      case PLANNING_FAILED -> "Not everything could be planned: " + list;
      case MISSING_EXTERNAL -> "Inputs are missing: " + list;
      case NOT_RUN -> "Not everything was run: " + list;
      case CANCELLED -> "Cancelled after " + time + ": " + list;
    };
  }

  private static void part(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private void families(String title, List<Vertex> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    text.append("\n").append(title).append(" (").append(tasks.size()).append(")");
    lines(tasks, "\n  ");
  }

  private void lines(List<Vertex> tasks, String indent) {
    Map<String, Group> groups = Group.byFamily(tasks);
    int shown = 0;
    int rest = 0;
    for (Group group : groups.values()) {
      if (shown < MOST_FAMILIES) {
        text.append(indent).append(group.text());
        shown++;
      } else {
        rest += group.size();
      }
    }
    if (rest > 0) {
      text.append(indent)
          .append("… and ")
          .append(rest)
          .append(" more of ")
          .append(groups.size() - shown)
          .append(groups.size() - shown == 1 ? " family" : " families");
    }
  }

  /** Tasks of one family that went wrong in the same way share an entry. */
  private void failures(String title, List<Vertex> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    text.append("\n").append(title).append(" (").append(tasks.size()).append(")");
    Map<String, List<Vertex>> alike = new LinkedHashMap<>();
    for (Vertex task : tasks) {
      Failure failure = task.failure;
      String cause = failure == null ? "" : failure.toString();
      alike.computeIfAbsent(task.family() + "\n" + cause, key -> new ArrayList<>()).add(task);
    }
    int shown = 0;
    for (List<Vertex> same : alike.values()) {
      if (shown++ == MOST_FAILURES) {
        text.append("\n  … and ").append(alike.size() - MOST_FAILURES).append(" more");
        return;
      }
      lines(same, "\n  ");
      cause(same.getFirst());
    }
  }

  private void cause(Vertex task) {
    Failure failure = task.failure;
    if (failure == null) {
      return;
    }
    boolean first = true;
    for (String line : failure.message().strip().split("\n", 12)) {
      text.append(first ? "\n    cause: " : "\n           ")
          .append(Shown.plain(line.stripTrailing()));
      first = false;
    }
    failure.place().ifPresent(place -> text.append("\n    place: ").append(place));
    if (task.attempts > 0) {
      text.append("\n    log:   ")
          .append(outcomes.log(task))
          .append(task.attempts == 1 ? "" : " (attempt " + task.attempts + ")");
    }
  }

  /** What was not run, by what held it up. */
  private void notRun(List<Vertex> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    text.append("\nnot run (").append(tasks.size()).append(")");
    Map<String, List<Vertex>> byReason = new LinkedHashMap<>();
    for (Vertex task : tasks) {
      byReason.computeIfAbsent(reason(task), key -> new ArrayList<>()).add(task);
    }
    int shown = 0;
    for (Map.Entry<String, List<Vertex>> entry : byReason.entrySet()) {
      if (shown++ == MOST_FAMILIES) {
        text.append("\n  … and for ")
            .append(byReason.size() - MOST_FAMILIES)
            .append(" more causes");
        return;
      }
      text.append("\n  ").append(entry.getKey());
      lines(entry.getValue(), "\n    ");
    }
  }

  private String reason(Vertex task) {
    List<Vertex> blockers = outcomes.blockers(task);
    if (blockers.isEmpty()) {
      return outcomes.status() == RunResult.Status.CANCELLED
          ? "since the run was cancelled:"
          : "since their resources are never free, or others hold them:";
    }
    Vertex first = blockers.getFirst();
    String what =
        switch (Outcomes.state(first)) {
          case FAILED -> " failed";
          case MISSING -> " is missing";
          case BROKEN -> " could not be planned";
          case CANCELLED -> " was cancelled";
          case DONE, DONE_ELSEWHERE, ALREADY_DONE, NOT_RUN -> " is not done";
        };
    return blockers.size() == 1
        ? "since " + first.name() + what + ":"
        : "since "
            + Group.byFamily(blockers).values().iterator().next().text()
            + what
            + (blockers.size() == 2 ? " and another is not done:" : " and others are not done:");
  }
}
