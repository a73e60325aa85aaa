package dev.stillson.server.rest;

import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.store.History;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Looking at families: those that have tasks, and those that a worker could start tasks of. */
public final class FamilyRoutes {
  private static final int WORKERS_SHOWN = 100;

  /** Of so many it is said how their tasks did: that is looked up in the history. */
  private static final int TIMED = 500;

  /** Of what a family's author says, which a list holds of every family. */
  private static final int MOST_HELP = 2_000;

  private static final int OWNERS_SHOWN = 20;
  private static final int MOST_OWNER = 200;

  /** How the tasks of a family did. */
  private record Past(Optional<Duration> expected, History.Score score) {
    static final Past UNKNOWN = new Past(Optional.empty(), new History.Score(0, 0));

    void write(JsonGenerator json) {
      TaskRoutes.expected(expected, json);
      if (score.done() + score.failed() > 0) {
        json.writeObjectPropertyStart("lately");
        json.writeNumberProperty("done", score.done());
        json.writeNumberProperty("failed", score.failed());
        json.writeEndObject();
      }
    }
  }

  private final Catalogue catalogue;
  private final Expectations expectations;

  /** Routes to the families in {@code catalogue}. */
  public FamilyRoutes(Catalogue catalogue, Expectations expectations) {
    this.catalogue = catalogue;
    this.expectations = expectations;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/families", Permission.VIEW, this::list),
        Route.get("/api/v1/families/{name}", Permission.VIEW, this::show));
  }

  /** Whether {@code worker} could start a task for people now. */
  static boolean starts(WorkerRow worker, String family) {
    return worker.registered() && !worker.disabled() && worker.profile().starts(family);
  }

  private void list(Exchange exchange) throws IOException {
    Map<String, FamilyForm> startable = new TreeMap<>();
    for (WorkerRow worker : catalogue.workers()) {
      if (worker.registered() && !worker.disabled()) {
        worker.profile().forms().forEach(form -> startable.putIfAbsent(form.family(), form));
      }
    }
    Map<String, Map<Status, Integer>> families = new TreeMap<>(catalogue.families());
    startable.keySet().forEach(family -> families.putIfAbsent(family, Map.of()));
    Map<String, Past> pasts = new HashMap<>();
    families.keySet().stream()
        .limit(TIMED)
        .forEach(family ->
            pasts.put(family, new Past(expectations.of(family), expectations.score(family))));
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("families");
          families.forEach((family, counts) -> {
            json.writeStartObject();
            json.writeStringProperty("family", family);
            TaskJson.counts("counts", counts, json);
            json.writeBooleanProperty("startable", startable.containsKey(family));
            Optional.ofNullable(startable.get(family)).ifPresent(form -> described(form, json));
            pasts.getOrDefault(family, Past.UNKNOWN).write(json);
            json.writeEndObject();
          });
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void show(Exchange exchange) throws HttpProblem, IOException {
    String family = exchange.path("name");
    List<WorkerRow> workers =
        catalogue.workers().stream().filter(worker -> starts(worker, family)).toList();
    Map<Status, Integer> counts = catalogue.families().getOrDefault(family, Map.of());
    if (counts.isEmpty() && workers.isEmpty()) {
      throw HttpProblem.notFound("There is no family '" + family + "'");
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("family", family);
          TaskJson.counts("counts", counts, json);
          json.writeBooleanProperty("startable", !workers.isEmpty());
          json.writeArrayPropertyStart("workers");
          workers.stream().limit(WORKERS_SHOWN).forEach(worker -> json.writeString(worker.id()));
          json.writeEndArray();
          if (!workers.isEmpty()) {
            FamilyForm form = form(workers.getFirst(), family);
            described(form, json);
            json.writeArrayPropertyStart("parameters");
            form.fields().forEach(field -> field(field, json));
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  private static FamilyForm form(WorkerRow worker, String family) {
    return worker.profile().forms().stream()
        .filter(form -> form.family().equals(family))
        .findFirst()
        .orElseThrow();
  }

  private static void described(FamilyForm form, JsonGenerator json) {
    if (!form.help().isEmpty()) {
      json.writeStringProperty("help", LongText.cut(form.help(), MOST_HELP));
    }
    if (!form.owners().isEmpty()) {
      json.writeArrayPropertyStart("owners");
      form.owners().stream()
          .limit(OWNERS_SHOWN)
          .forEach(owner -> json.writeString(LongText.cut(owner, MOST_OWNER)));
      json.writeEndArray();
    }
  }

  private static void field(FamilyForm.Field field, JsonGenerator json) {
    json.writeStartObject();
    LongText.write("name", field.name(), json);
    LongText.write("form", field.form(), json);
    LongText.write("example", field.example(), json);
    json.writeBooleanProperty("required", field.required());
    field.initial().ifPresent(text -> LongText.write("default", text, json));
    LongText.write("help", field.help(), json);
    json.writeArrayPropertyStart("choices");
    field.choices().forEach(json::writeString);
    json.writeEndArray();
    json.writeBooleanProperty("hidden", field.hidden());
    json.writeEndObject();
  }
}
