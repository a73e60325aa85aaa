package dev.stillson.cli;

import static dev.stillson.cli.RemoteServer.quoted;

import dev.stillson.core.text.Shown;
import tools.jackson.databind.JsonNode;

/**
 * What changes on a server, as it tells.
 *
 * @param raw whether the events are printed as they come, a line each
 */
record RemoteEvents(RemoteServer server, Console console, boolean raw) {
  /** Prints what changes until the server ends the stream, which it does when it stops. */
  void follow() {
    new RemoteStream(server, console, "events")
        .follow((_, data) -> {
          tell(data);
          return true;
        });
  }

  private void tell(String event) {
    if (raw) {
      console.print(event);
      return;
    }
    JsonNode change = server.parsed(event);
    for (JsonNode id : change.path("tasks")) {
      tellTask(id.asString());
    }
    for (JsonNode id : change.path("workers")) {
      console.print("worker " + Shown.plain(id.asString()) + " changed");
    }
    if (change.path("general").asBoolean()) {
      console.print("the scheduler " + server.get("scheduler").path("text").asString());
    }
    if (change.path("everything").asBoolean()) {
      console.note("There is more than is told here");
    }
  }

  private void tellTask(String id) {
    String status;
    try {
      status = server.get("tasks/" + quoted(id)).path("status").asString();
    } catch (UsageException e) {
      status = "forgotten";
    }
    console.print(Shown.plain(id) + " is " + status);
  }
}
