package dev.stillson.cli;

import static dev.stillson.cli.RemoteText.text;

import dev.stillson.core.text.Shown;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A server's workers and resources as lines for people. */
record RemoteFleet(Console console) {

  void workers(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode worker : answer.path("workers")) {
      rows.add(
          List.of(
              text(worker, "id"),
              worker.path("running") + "/" + worker.path("slots"),
              worker.path("disabled").asBoolean() ? "drained" : "",
              text(worker, "lastActive")));
    }
    new Columns(console).print(rows, "There are no workers");
    for (JsonNode mismatch : answer.path("codeMismatches")) {
      console.note("warning: " + mismatch.asString(""));
    }
  }

  void worker(JsonNode worker) {
    console.print(
        text(worker, "id")
            + (worker.path("disabled").asBoolean() ? " is drained" : " gets tasks")
            + ": "
            + worker.path("tasks").size()
            + " of "
            + worker.path("slots")
            + " slots in use");
    for (String field : List.of("host", "started", "lastActive")) {
      if (worker.has(field)) {
        console.print("  " + field + ": " + text(worker, field));
      }
    }
    for (String field : List.of("labels", "info")) {
      worker
          .path(field)
          .properties()
          .forEach(one ->
              console.print(
                  "  "
                      + Shown.plain(one.getKey())
                      + ": "
                      + Shown.plain(one.getValue().asString(""))));
    }
    for (JsonNode task : worker.path("tasks")) {
      console.print("  " + text(task, "status") + ": " + text(task, "id"));
    }
  }

  void changed(JsonNode worker) {
    console.print(
        text(worker, "id")
            + (worker.path("disabled").asBoolean() ? " gets no more tasks" : " gets tasks")
            + "; it has "
            + worker.path("slots")
            + " slots");
  }

  void resources(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode one : answer.path("resources")) {
      rows.add(List.of(text(one, "name"), one.path("used") + "/" + one.path("total")));
    }
    new Columns(console).print(rows, "There are no resources");
  }

  void resource(JsonNode one) {
    console.print(
        text(one, "name")
            + ": "
            + one.path("used")
            + " of "
            + one.path("total")
            + " in use, "
            + one.path("waiting")
            + " waiting");
    for (JsonNode holder : one.path("holders")) {
      console.print("  held:    " + text(holder, "id") + " (" + holder.path("amount") + ")");
    }
    for (JsonNode waiter : one.path("waitingTasks")) {
      console.print("  waiting: " + text(waiter, "id"));
    }
  }
}
