package dev.stillson.protocol.worker;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The lists of a {@link StartPlan} as JSON. */
final class StartPlans {
  private StartPlans() {}

  /** Writes {@code plan} into an open object. */
  static void write(JsonGenerator out, StartPlan plan) {
    out.writeStringProperty("task", plan.taskId());
    out.writeNumberProperty("toRun", plan.toRun());
    out.writeNumberProperty("done", plan.done());
    out.writeNumberProperty("stuck", plan.stuck());
    out.writeName("shares").writeStartArray();
    for (StartPlan.Share share : plan.families()) {
      out.writeStartObject();
      out.writeStringProperty("family", share.family());
      out.writeNumberProperty("toRun", share.toRun());
      out.writeNumberProperty("done", share.done());
      out.writeEndObject();
    }
    out.writeEndArray();
    write(out, "first", plan.first());
    write(out, "obstacles", plan.obstacles());
  }

  private static void write(JsonGenerator out, String name, List<StartPlan.Task> tasks) {
    out.writeName(name).writeStartArray();
    for (StartPlan.Task task : tasks) {
      out.writeStartObject();
      out.writeStringProperty("id", task.taskId());
      out.writeStringProperty("family", task.family());
      out.writeStringProperty("name", task.name());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static List<StartPlan.Share> shares(JsonInput in) {
    List<StartPlan.Share> shares = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      String family = "";
      int toRun = 0;
      int done = 0;
      in.beginObject();
      for (String name = in.name(); name != null; name = in.name()) {
        switch (name) {
          case "family" -> family = in.text();
          case "toRun" -> toRun = in.integer(0);
          case "done" -> done = in.integer(0);
          default -> in.skip();
        }
      }
      shares.add(new StartPlan.Share(family, toRun, done));
    }
    return shares;
  }

  static List<StartPlan.Task> tasks(JsonInput in) {
    List<StartPlan.Task> tasks = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      String id = "";
      String family = "";
      String called = "";
      in.beginObject();
      for (String name = in.name(); name != null; name = in.name()) {
        switch (name) {
          case "id" -> id = AnnouncementsReader.id(in);
          case "family" -> family = in.text();
          case "name" -> called = in.text();
          default -> in.skip();
        }
      }
      tasks.add(new StartPlan.Task(id, family, called));
    }
    return tasks;
  }
}
