package dev.stillson.cli;

import dev.stillson.core.text.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Answers of a server as lines for people. */
final class RemoteText {
  static final String MORE = "There are more; --limit shows more of them";

  private final Console console;
  private final Columns columns;

  RemoteText(Console console) {
    this.console = console;
    this.columns = new Columns(console);
  }

  /** A text of an answer, fit for a terminal; a field that is not there is empty. */
  static String text(JsonNode node, String field) {
    return text(node.path(field));
  }

  static String text(JsonNode node) {
    return Shown.plain(node.asString(""));
  }

  /** Notes that a list goes on, if it does. */
  static void noteMore(JsonNode answer, Console console) {
    if (answer.has("next")) {
      console.note(MORE);
    }
  }

  void status(JsonNode answer) {
    console.print(
        text(answer, "text") + (answer.path("paused").asBoolean() ? " It is paused." : ""));
    answer
        .path("counts")
        .properties()
        .forEach(count -> console.print("  " + count.getKey() + ": " + count.getValue()));
  }

  void tasks(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode task : answer.path("tasks")) {
      rows.add(List.of(text(task, "status"), text(task, "id"), text(task, "note")));
    }
    columns.print(rows, "There are no such tasks");
    noteMore(answer, console);
  }

  void failures(JsonNode answer) {
    for (JsonNode group : answer.path("groups")) {
      console.print(
          group.path("count") + " × " + text(group, "family") + ": " + text(group, "cause"));
      console.print("  latest: " + text(group, "last"));
      for (JsonNode id : group.path("tasks")) {
        console.print("  task:   " + Shown.plain(id.asString("")));
      }
    }
    if (answer.path("groups").isEmpty()) {
      console.note("No task is failed or disabled");
    }
  }

  void task(JsonNode task) {
    console.print(text(task, "id") + " is " + text(task, "status"));
    console.print("  " + task.path("why").path("text").asString(""));
    task.path("parameters")
        .properties()
        .forEach(one ->
            console.print("  " + one.getKey() + ": " + Shown.plain(one.getValue().asString(""))));
    for (String field : List.of("worker", "updated", "message", "trackingUrl")) {
      if (task.has(field)) {
        console.print("  " + field + ": " + text(task, field));
      }
    }
    outputs(task, "  ");
    console.print("  attempts: " + task.path("attempts"));
    if (task.has("explanation")) {
      console.print("");
      task.path("explanation")
          .asString("")
          .lines()
          .forEach(line -> console.print("  " + Shown.plain(line)));
    }
  }

  private void outputs(JsonNode task, String indent) {
    for (JsonNode output : task.path("outputs")) {
      console.print(indent + "output: " + Shown.whole(output.asString("")));
    }
  }

  void chain(JsonNode answer) {
    String indent = "";
    for (JsonNode step : answer.path("steps")) {
      console.print(indent + text(step, "id") + " is " + text(step, "status"));
      console.print(indent + "  " + step.path("why").path("text").asString(""));
      outputs(step, indent + "  ");
      indent += "  ";
    }
    if (!answer.path("whole").asBoolean(true)) {
      console.note("The chain goes on");
    }
  }

  void attempts(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode one : answer.path("attempts")) {
      rows.add(attempt(one));
    }
    columns.print(rows, "No attempt has ended");
  }

  /** Attempts of many tasks. */
  void history(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode one : answer.path("attempts")) {
      List<String> row = new ArrayList<>(attempt(one));
      row.add(text(one, "task"));
      rows.add(row);
    }
    columns.print(rows, "No such attempt has ended");
    noteMore(answer, console);
  }

  private static List<String> attempt(JsonNode one) {
    return List.of(
        one.path("attempt").toString(),
        text(one, "ending"),
        text(one, "started"),
        text(one, "ended"),
        text(one, "worker"));
  }

  /** Of an action on all tasks that a filter lets through. */
  void outcomes(JsonNode answer) {
    console.print(answer.path("changed") + " of " + answer.path("matching") + " tasks changed");
    more(answer);
  }

  /** Of such an action that was not taken. */
  void matching(JsonNode answer) {
    console.print(answer.path("matching") + " tasks match");
    more(answer);
  }

  private void more(JsonNode answer) {
    if (answer.path("more").asBoolean()) {
      console.note("There are more than that, which take the same again");
    }
  }

  void outcome(JsonNode answer) {
    console.print(text(answer, "id") + " is " + text(answer, "status"));
  }

  void started(JsonNode answer) {
    console.print(
        text(answer, "task")
            + " is submitted: "
            + answer.path("toRun")
            + " to run, "
            + answer.path("done")
            + " done before");
  }

  void invalid(JsonNode answer) {
    console.print(answer.path("changed") + " tasks are to be made anew");
    JsonNode outputs = answer.path("outputs");
    if (outputs.has("deleted")) {
      console.print("  outputs deleted: " + outputs.path("deleted"));
    }
    for (JsonNode id : outputs.path("kept")) {
      console.note("warning: the output of " + Shown.plain(id.asString("")) + " was kept");
    }
    if (outputs.has("error")) {
      console.note(
          outputs
              .path("error")
              .asString("")
              .lines()
              .map(Shown::plain)
              .collect(Collectors.joining("\n")));
    }
    for (JsonNode id : answer.path("running")) {
      console.note("warning: " + Shown.plain(id.asString("")) + " is running and was left alone");
    }
  }

  void message(JsonNode answer) {
    console.print(text(answer, "message"));
    console.note("The message is sent; stillson remote answer TASK MESSAGE reads the answer");
  }

  void answer(JsonNode answer) {
    if (answer.has("response")) {
      console.print(Shown.plain(answer.path("response").asString("")));
    } else {
      console.note("There is no answer yet, or it was told before");
    }
  }
}
