package dev.stillson.cli;

import static dev.stillson.cli.RemoteText.text;

import dev.stillson.core.text.Shown;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A server's families, its last hours and what people did there, as lines for people. */
record RemoteBooks(Console console) {
  private static final int MOST_LINES = 24;

  void families(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode one : answer.path("families")) {
      List<String> counts = new ArrayList<>();
      one.path("counts")
          .properties()
          .forEach(count -> counts.add(count.getValue() + " " + count.getKey()));
      rows.add(List.of(text(one, "family"), String.join(", ", counts)));
    }
    new Columns(console).print(rows, "There are no tasks and no workers that tell of families");
  }

  void family(JsonNode family) {
    console.print(
        text(family, "family")
            + (family.path("startable").asBoolean()
                ? " can be started by " + text(family.path("workers").path(0))
                : " cannot be started: no worker is here that knows it"));
    family
        .path("help")
        .asString("")
        .lines()
        .forEach(line -> console.print("  " + Shown.plain(line)));
    if (family.has("owners")) {
      console.print("  owners: " + listed(family.path("owners")));
    }
    family
        .path("counts")
        .properties()
        .forEach(count -> console.print("  " + count.getKey() + ": " + count.getValue()));
    for (JsonNode parameter : family.path("parameters")) {
      console.print("  " + text(parameter, "name") + ": " + form(parameter));
      if (!text(parameter, "help").isEmpty()) {
        console.print("    " + text(parameter, "help"));
      }
    }
  }

  private static String form(JsonNode parameter) {
    StringBuilder form = new StringBuilder(text(parameter, "form"));
    if (!parameter.path("choices").isEmpty()) {
      form.append(": ").append(listed(parameter.path("choices")));
    } else {
      form.append(" such as ").append(text(parameter, "example"));
    }
    if (parameter.has("default")) {
      form.append("; ").append(text(parameter, "default")).append(" by default");
    }
    return form.append(parameter.path("required").asBoolean() ? "; required" : "").toString();
  }

  private static String listed(JsonNode texts) {
    List<String> listed = new ArrayList<>();
    texts.forEach(one -> listed.add(text(one)));
    return String.join(", ", listed);
  }

  void throughput(JsonNode answer) {
    Instant from = Instant.parse(answer.path("from").asString());
    int stretches = answer.path("done").size();
    int together = Math.max(1, Math.ceilDiv(stretches, MOST_LINES));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("FROM", "DONE", "FAILED", "PENDING", "RUNNING"));
    for (int i = 0; i < stretches; i += together) {
      int end = Math.min(stretches, i + together);
      Instant begin = from.plusSeconds(answer.path("bucketSeconds").asLong() * i);
      rows.add(
          List.of(
              begin.truncatedTo(ChronoUnit.MINUTES).toString(),
              sum(answer.path("done"), i, end),
              sum(answer.path("failed"), i, end),
              last(answer.path("pending"), end - 1),
              last(answer.path("running"), end - 1)));
    }
    new Columns(console).print(rows, "");
  }

  private static String sum(JsonNode numbers, int from, int until) {
    long sum = 0;
    for (int i = from; i < until; i++) {
      sum += numbers.path(i).asLong();
    }
    return Long.toString(sum);
  }

  /** How many there were at the end; before the server's start nobody knows. */
  private static String last(JsonNode numbers, int index) {
    return numbers.path(index).isNumber() ? numbers.path(index).toString() : "?";
  }

  void audit(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode one : answer.path("actions")) {
      rows.add(
          List.of(
              text(one, "at"),
              text(one, "who"),
              text(one, "action"),
              text(one, "subject"),
              text(one, "detail")));
    }
    new Columns(console).print(rows, "Nobody did anything");
  }
}
