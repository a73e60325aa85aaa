package dev.stillson.server.rest;

import dev.stillson.core.scheduler.RunCounts;
import dev.stillson.server.store.RunRecord;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Runs as JSON. */
final class RunJson {
  private RunJson() {}

  /** What lists show, as fields. */
  static void fields(RunRecord run, JsonGenerator json) {
    json.writeStringProperty("id", run.id());
    json.writeStringProperty("worker", run.worker());
    json.writeStringProperty("kind", run.kind());
    json.writeStringProperty("status", run.status().text());
    json.writeArrayPropertyStart("roots");
    run.roots().forEach(json::writeString);
    json.writeEndArray();
    text("family", run.family(), json);
    text("user", run.person(), json);
    text("host", run.host(), json);
    text("code", run.code(), json);
    TaskJson.time("started", Optional.of(run.started()), json);
    TaskJson.time("ended", run.ended(), json);
    counts(run.counts(), json);
  }

  private static void text(String name, String value, JsonGenerator json) {
    if (!value.isEmpty()) {
      LongText.write(name, value, json);
    }
  }

  private static void counts(RunCounts counts, JsonGenerator json) {
    json.writeObjectPropertyStart("counts");
    json.writeNumberProperty("total", counts.total());
    json.writeNumberProperty("done", counts.done());
    json.writeNumberProperty("doneBefore", counts.doneBefore());
    json.writeNumberProperty("failed", counts.failed());
    json.writeNumberProperty("running", counts.running());
    json.writeNumberProperty("notRun", counts.open());
    json.writeEndObject();
  }
}
