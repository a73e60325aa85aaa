package dev.stillson.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What {@code stillson remote} does, in the order of the help. */
enum RemoteAction {
  STATUS("", "how many tasks there are, and whether the scheduler is well"),
  LIST("[TEXT]", "tasks, the latest first"),
  FAILURES("", "what failed, by cause"),
  SHOW("TASK", "all about a task"),
  WHY("TASK", "what a task waits for, down to the cause"),
  ATTEMPTS("[TASK]", "the ended attempts of a task, or of all; --family, --status lost"),
  LOG(
      "TASK [ATTEMPT]",
      "what an attempt logged; the last by default; --follow prints what it adds, too"),
  GRAPH("TASK [dependants]", "what a task needs, as a tree; or what depends on it"),
  START(
      "FAMILY [NAME=VALUE]…",
      "have a worker that knows the family start a task and what it needs; --dry-run only shows"
          + " what that is"),
  RETRY(
      "[TASK]…",
      "run failed or disabled tasks again; without TASK those of --status, --family and --since,"
          + " as the next ones do"),
  MARK_DONE("[TASK]…", "take tasks as done"),
  INVALIDATE(
      "TASK…", "make tasks anew and all that depends on them; --outputs deletes what is there"),
  CANCEL("[TASK]…", "end running tasks"),
  MESSAGE("TASK TEXT", "send a text to a running task that takes messages"),
  ANSWER("TASK MESSAGE", "what a task answered to a message; it is told once"),
  DISABLE("[TASK]…", "do not run tasks"),
  ENABLE("[TASK]…", "run disabled tasks again"),
  PRIORITY("TASK NUMBER", "higher runs first"),
  RUNS("[TEXT]", "invocations, the latest first"),
  RUN("RUN", "when a run ends and what decides that; a worker's id means its latest run"),
  WORKERS("", "the workers"),
  WORKER("WORKER", "a worker and what it runs"),
  DRAIN("WORKER", "give a worker no more tasks"),
  SLOTS("WORKER NUMBER", "how many tasks a worker runs at once"),
  RESOURCES("", "the resources"),
  RESOURCE("NAME [TOTAL]", "who holds a resource, or how much there is of it from now on"),
  FAMILIES("", "the families and their tasks"),
  FAMILY("FAMILY", "what a family has, and what a task of it takes"),
  BACKFILL(
      "FAMILY NAME=FIRST..LAST [NAME=VALUE]…",
      "start the tasks of a range of dates, --limit at once, 4 by default"),
  BACKFILLS("", "the backfills, the latest first"),
  STOP("BACKFILL", "start no more of a backfill, for good"),
  THROUGHPUT("[HOURS]", "how many tasks ended in the last hours, and how many waited"),
  AUDIT("", "what people did"),
  EVENTS("", "what changes, as it changes, until Ctrl-C"),
  PAUSE("[BACKFILL]", "start no more tasks; or no more of a backfill"),
  RESUME("[BACKFILL]", "start tasks again; or those of a backfill");

  private final String subject;
  private final String summary;

  RemoteAction(String subject, String summary) {
    this.subject = subject;
    this.summary = summary;
  }

  static Optional<RemoteAction> of(String word) {
    return Arrays.stream(values()).filter(action -> action.word().equals(word)).findFirst();
  }

  /** As it is typed, and as the API calls it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String subject() {
    return subject;
  }

  String summary() {
    return summary;
  }

  /** How many words it needs. */
  int least() {
    return subject.isEmpty()
        ? 0
        : (int) Arrays.stream(subject.split(" ", -1)).filter(word -> word.charAt(0) != '[').count();
  }

  /** How many words it can use. */
  int most() {
    return subject.isEmpty()
        ? 0
        : subject.endsWith("…") ? Integer.MAX_VALUE : subject.split(" ", -1).length;
  }
}
