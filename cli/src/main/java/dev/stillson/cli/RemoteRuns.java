package dev.stillson.cli;

import static dev.stillson.cli.RemoteText.text;

import dev.stillson.core.text.Shown;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A server's runs as lines for people. */
record RemoteRuns(Console console) {

  void runs(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode run : answer.path("runs")) {
      rows.add(
          List.of(
              text(run, "id"),
              text(run, "status"),
              counts(run.path("counts")),
              text(run, "started"),
              text(run, "user"),
              Shown.plain(run.path("roots").path(0).asString(text(run, "worker")))));
    }
    new Columns(console).print(rows, "There are no such runs");
    RemoteText.noteMore(answer, console);
  }

  private static String counts(JsonNode counts) {
    int over = counts.path("done").asInt() + counts.path("doneBefore").asInt();
    int failed = counts.path("failed").asInt();
    return over + "/" + counts.path("total") + (failed == 0 ? "" : ", " + failed + " failed");
  }

  void run(JsonNode run) {
    console.print(text(run, "id") + " is " + text(run, "status"));
    for (JsonNode root : run.path("roots")) {
      console.print("  root: " + Shown.plain(root.asString("")));
    }
    for (String field : List.of("worker", "user", "host", "code", "started", "ended")) {
      if (run.has(field)) {
        console.print("  " + field + ": " + text(run, field));
      }
    }
    run.path("counts")
        .properties()
        .forEach(count -> console.print("  " + count.getKey() + ": " + count.getValue()));
    JsonNode estimate = run.path("estimate");
    if (!estimate.isMissingNode()) {
      boolean known = estimate.has("finish");
      console.print(
          "  expected end: "
              + (known ? text(estimate, "finish") : "unknown. " + text(estimate, "unknown")));
    }
    if (!run.path("criticalPath").isEmpty()) {
      console.print("What decides the end:");
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode step : run.path("criticalPath")) {
      String seconds = step.has("seconds") ? step.path("seconds") + " s" : "?";
      rows.add(List.of("  " + text(step, "task"), seconds));
    }
    new Columns(console).print(rows, "");
  }
}
