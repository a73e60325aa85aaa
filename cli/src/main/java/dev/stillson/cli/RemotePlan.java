package dev.stillson.cli;

import static dev.stillson.cli.RemoteText.text;

import tools.jackson.databind.JsonNode;

/** What a start would take, as lines for people. */
record RemotePlan(Console console) {
  private static final int SHOWN = 10;

  void print(JsonNode plan) {
    int toRun = plan.path("toRun").asInt();
    int done = plan.path("done").asInt();
    console.print(
        text(plan, "task") + " would take: " + toRun + " to run, " + done + " done before");
    if (toRun == 0) {
      console.print("  nothing would run");
    }
    for (JsonNode one : plan.path("families")) {
      int own = one.path("toRun").asInt();
      toRun -= own;
      if (own > 0) {
        console.print("  " + own + " × " + text(one, "family"));
      }
    }
    if (toRun > 0) {
      console.print("  " + toRun + " × other families");
    }
    named("first:", plan.path("first"), plan.path("first").size());
    if (plan.path("stuck").asInt() > 0) {
      console.print("  " + plan.path("stuck") + " of them cannot run as things are");
      named("lacks:", plan.path("obstacles"), plan.path("obstacles").size());
    }
  }

  private void named(String label, JsonNode tasks, int all) {
    for (int i = 0; i < Math.min(SHOWN, all); i++) {
      console.print("  " + label + " " + text(tasks.path(i), "name"));
    }
    if (all > SHOWN) {
      console.print("  " + " ".repeat(label.length()) + " and more");
    }
  }
}
