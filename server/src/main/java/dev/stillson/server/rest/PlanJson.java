package dev.stillson.server.rest;

import dev.stillson.protocol.worker.StartPlan;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What a start would take, as the API tells it. */
final class PlanJson {
  private PlanJson() {}

  static void write(Submitter.Planned planned, JsonGenerator json) {
    StartPlan plan = planned.plan();
    json.writeStartObject();
    json.writeStringProperty("task", plan.taskId());
    json.writeStringProperty("worker", planned.worker());
    json.writeNumberProperty("toRun", plan.toRun());
    json.writeNumberProperty("done", plan.done());
    json.writeNumberProperty("stuck", plan.stuck());
    json.writeArrayPropertyStart("families");
    for (StartPlan.Share share : first(plan.families())) {
      json.writeStartObject();
      json.writeStringProperty("family", share.family());
      json.writeNumberProperty("toRun", share.toRun());
      json.writeNumberProperty("done", share.done());
      json.writeEndObject();
    }
    json.writeEndArray();
    tasks("first", plan.first(), json);
    tasks("obstacles", plan.obstacles(), json);
    json.writeEndObject();
  }

  private static void tasks(String name, List<StartPlan.Task> tasks, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    for (StartPlan.Task task : first(tasks)) {
      json.writeStartObject();
      json.writeStringProperty("id", task.taskId());
      json.writeStringProperty("family", task.family());
      json.writeStringProperty("name", task.name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A worker may name more than it should. */
  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(StartPlan.MOST, all.size()));
  }
}
