package dev.stillson.cli;

import static dev.stillson.cli.RemoteServer.quoted;

import dev.stillson.core.text.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Each thing that {@code stillson remote} does, by the words that follow it. */
final class RemoteActions {
  private static final int AT_ONCE = 4;

  private final Console console;
  private final Options options;
  private final List<String> words;
  private final RemoteServer server;
  private final RemoteSelection selection;
  private boolean told;

  RemoteActions(Console console, Options options, List<String> words) {
    this.console = console;
    this.options = options;
    this.words = words;
    this.server = RemoteServer.of(options, console);
    this.selection = new RemoteSelection(options);
  }

  void act(RemoteAction action) {
    RemoteText text = new RemoteText(console);
    RemoteFleet fleet = new RemoteFleet(console);
    switch (action) {
      case STATUS -> show(server.get("scheduler"), text::status);
      case LIST -> show(server.get("tasks?" + selection.query("status", second())), text::tasks);
      case FAILURES -> show(server.get("failures?limit=" + selection.limit()), text::failures);
      case SHOW -> show(server.get(task()), text::task);
      case WHY -> show(server.get(task() + "/chain"), text::chain);
      case ATTEMPTS -> {
        if (words.size() == 2) {
          show(server.get(task() + "/attempts?limit=" + selection.limit()), text::attempts);
        } else {
          show(
              server.get("attempts?" + selection.query("ending", Optional.empty())), text::history);
        }
      }
      case LOG -> log();
      case GRAPH -> graph();
      case MESSAGE ->
          show(post(task() + "/messages", Map.of("content", words.get(2))), text::message);
      case ANSWER ->
          show(
              post(task() + "/messages/" + quoted(words.get(2)) + "/response", Map.of()),
              text::answer);
      case EVENTS -> new RemoteEvents(server, console, options.has(Option.JSON)).follow();
      case START -> start();
      case RETRY, MARK_DONE, CANCEL, DISABLE, ENABLE -> {
        for (String id : words.subList(1, words.size())) {
          String path = "tasks/" + quoted(id) + "/" + action.word();
          show(post(path, Map.of()), text::outcome);
        }
      }
      case INVALIDATE -> {
        for (String id : words.subList(1, words.size())) {
          String path = "tasks/" + quoted(id) + "/invalidate";
          boolean outputs = options.has(Option.OUTPUTS);
          Map<String, ?> wish = Map.of("downstream", true, "deleteOutputs", outputs);
          show(post(path, wish), text::invalid);
        }
      }
      case RUNS ->
          show(
              server.get("runs?" + selection.query("status", second())),
              new RemoteRuns(console)::runs);
      case RUN -> show(server.get("runs/" + quoted(words.get(1))), new RemoteRuns(console)::run);
      case PRIORITY ->
          show(post(task() + "/priority", Map.of("priority", number(words.get(2)))), text::outcome);
      case WORKERS -> show(server.get("workers"), fleet::workers);
      case WORKER -> show(server.get(worker()), fleet::worker);
      case DRAIN -> show(post(worker() + "/disable", Map.of()), fleet::changed);
      case SLOTS ->
          show(
              post(worker() + "/slots", Map.of("slots", (long) number(words.get(2)))),
              fleet::changed);
      case RESOURCES -> show(server.get("resources"), fleet::resources);
      case RESOURCE -> {
        String path = "resources/" + quoted(words.get(1));
        if (words.size() == 3) {
          post(path, Map.of("total", number(words.get(2))));
        }
        show(server.get(path), fleet::resource);
      }
      case FAMILIES -> show(server.get("families"), new RemoteBooks(console)::families);
      case FAMILY ->
          show(server.get("families/" + quoted(words.get(1))), new RemoteBooks(console)::family);
      case THROUGHPUT -> {
        String hours = words.size() == 2 ? "?hours=" + quoted(words.get(1)) : "";
        show(server.get("throughput" + hours), new RemoteBooks(console)::throughput);
      }
      case BACKFILL -> {
        int atOnce = options.number(Option.LIMIT, 1).orElse(AT_ONCE);
        show(
            post("backfills", RemoteBackfills.wish(words.get(1), parameters(), atOnce)),
            new RemoteBackfills(console)::one);
      }
      case BACKFILLS ->
          show(
              server.get("backfills?limit=" + selection.limit()),
              new RemoteBackfills(console)::list);
      case STOP -> backfill(action);
      case AUDIT ->
          show(server.get("audit?limit=" + selection.limit()), new RemoteBooks(console)::audit);
      case PAUSE, RESUME -> {
        if (words.size() == 2) {
          backfill(action);
        } else {
          show(post("scheduler/" + action.word(), Map.of()), text::status);
        }
      }
    }
  }

  private void backfill(RemoteAction action) {
    String path = "backfills/" + quoted(words.get(1)) + "/" + action.word();
    show(post(path, Map.of()), new RemoteBackfills(console)::one);
  }

  /** Without a task it is all tasks that the options let through, of which there must be one. */
  void actOnMany(RemoteAction action) {
    Map<String, Object> filter = selection.filter();
    if (filter.isEmpty()) {
      throw new UsageException(
          "stillson remote "
              + action.word()
              + " needs tasks, or says which by --status, --family or --since\n  form: stillson remote "
              + action.word()
              + " TASK…\nhint: stillson remote "
              + action.word()
              + " --family FAMILY --status failed");
    }
    boolean dry = options.has(Option.DRY_RUN);
    Map<String, ?> wish = Map.of("action", action.word(), "filter", filter, "dryRun", dry);
    JsonNode answer = dry ? server.post("actions", wish) : post("actions", wish);
    RemoteText text = new RemoteText(console);
    show(answer, dry ? text::matching : text::outcomes);
  }

  private interface Plain {
    void print(JsonNode answer);
  }

  private void show(JsonNode answer, Plain plain) {
    if (options.has(Option.JSON)) {
      console.print(answer.toString());
    } else {
      plain.print(answer);
    }
  }

  private void graph() {
    if (words.size() == 3 && !words.get(2).equals("dependants")) {
      throw new UsageException(
          "A graph is that of what a task needs, or of its dependants\n  given: "
              + Shown.plain(words.get(2)));
    }
    boolean upwards = words.size() == 3;
    Drawings form = Drawings.of(options);
    String direction = upwards ? "dependants" : "dependencies";
    JsonNode answer =
        server.get(task() + "/graph?direction=" + direction + "&limit=" + selection.limit());
    show(
        answer,
        all ->
            console
                .out()
                .print(form.text(new RemoteGraph(all).drawing(upwards && form == Drawings.TREE))));
    if (answer.path("cut").asBoolean()) {
      console.note(RemoteText.MORE);
    }
  }

  private void start() {
    Map<String, ?> wish =
        Map.of(
            "family", words.get(1),
            "parameters", parameters(),
            "dryRun", options.has(Option.DRY_RUN));
    if (options.has(Option.DRY_RUN)) {
      show(server.post("submissions", wish), new RemotePlan(console)::print);
    } else {
      show(post("submissions", wish), new RemoteText(console)::started);
    }
  }

  private void log() {
    String attempt =
        words.size() == 3
            ? words.get(2)
            : Integer.toString(Math.max(1, server.get(task()).path("attempts").asInt(1)));
    RemoteLog log =
        new RemoteLog(server, console, task() + "/attempts/" + quoted(attempt) + "/log");
    if (options.has(Option.FOLLOW)) {
      log.follow();
    } else {
      log.print();
    }
  }

  /** Says which server it is about to change, once, and does so. */
  private JsonNode post(String path, Map<String, ?> fields) {
    if (!told) {
      console.note("Changing " + server.address());
      told = true;
    }
    return server.post(path, fields);
  }

  private Optional<String> second() {
    return words.size() == 2 ? Optional.of(words.get(1)) : Optional.empty();
  }

  private String task() {
    return "tasks/" + quoted(words.get(1));
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String word : words.subList(2, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "A parameter is given as NAME=VALUE\n  given: " + Shown.plain(word));
      }
      parameters.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return parameters;
  }

  private String worker() {
    return "workers/" + quoted(words.get(1));
  }

  private static double number(String word) {
    double number;
    try {
      number = Double.parseDouble(word);
    } catch (NumberFormatException _) {
      number = Double.NaN;
    }
    if (!Double.isFinite(number)) {
      throw new UsageException("'" + Shown.plain(word) + "' is not a number");
    }
    return number;
  }
}
