package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.WorkerProfile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one command. All commands share one flat set of fields, since the type need not come first;
 * those that the type does not have are ignored.
 */
final class CommandReader {
  private @Nullable String type;
  private String task = "";
  private int attempt;
  private boolean assistsAnything;
  private Set<String> assists = Set.of();
  private String host = "";
  private int slots = 1;
  private Map<String, String> labels = Map.of();
  private Map<String, String> info = Map.of();
  private int most;
  private @Nullable Set<String> held;
  private String outcome = "";
  private Optional<String> explanation = Optional.empty();
  private String error = "";
  private boolean permanent;
  private List<String> dependencies = List.of();
  private List<Lease> leases = List.of();
  private long seen;
  private Optional<String> message = Optional.empty();
  private Optional<Double> percentage = Optional.empty();
  private Optional<String> trackingUrl = Optional.empty();
  private Demand less = Demand.NONE;
  private String response = "";
  private long offset;
  private String text = "";
  private List<FamilyForm> forms = List.of();
  private int toRun;
  private int done;
  private int stuck;
  private List<StartPlan.Share> shares = List.of();
  private List<StartPlan.Task> first = List.of();
  private List<StartPlan.Task> obstacles = List.of();
  private final List<String> asked = new ArrayList<>(0);
  private final AnnouncementsReader announcements = new AnnouncementsReader();

  private CommandReader() {}

  static WorkerCommand read(JsonInput in) {
    CommandReader reader = new CommandReader();
    reader.fields(in);
    return reader.command();
  }

  private void fields(JsonInput in) {
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "type" -> type = in.text();
        case "task" -> task = AnnouncementsReader.id(in);
        case "attempt" -> attempt = in.integer(1);
        case "host" -> host = in.text();
        case "slots" -> slots = in.integer(1);
        case "labels" -> labels = in.textsByName();
        case "info" -> info = in.textsByName();
        case "assists" -> assists(in);
        case "forms" -> forms = Forms.read(in);
        case "toRun" -> toRun = in.integer(0);
        case "done" -> done = in.integer(0);
        case "stuck" -> stuck = in.integer(0);
        case "shares" -> shares = StartPlans.shares(in);
        case "first" -> first = StartPlans.tasks(in);
        case "obstacles" -> obstacles = StartPlans.tasks(in);
        case "most" -> most = in.integer(0);
        case "held" -> held = new HashSet<>(in.texts());
        case "outcome" -> outcome = in.text();
        case "explanation" -> explanation = Optional.of(in.text());
        case "error" -> error = in.text();
        case "permanent" -> permanent = in.truth();
        case "dependencies" -> dependencies = in.texts();
        case "leases" -> leases = leases(in);
        case "seen" -> seen = in.number(0);
        case "message" -> message = Optional.of(in.text());
        case "percentage" -> percentage = Optional.of(percentage(in));
        case "trackingUrl" -> trackingUrl = Optional.of(in.text());
        case "less" -> less = Rules.demand(in);
        case "response" -> response = in.text();
        case "offset" -> offset = in.number(0);
        case "text" -> text = in.text();
        // A question has ids here, an announcement objects.
        case "tasks" -> {
          in.beginArray();
          while (in.more()) {
            if (in.isText()) {
              asked.add(in.text());
            } else {
              announcements.task(in);
            }
          }
        }
        default -> {
          if (!announcements.read(name, in)) {
            in.skip();
          }
        }
      }
    }
  }

  private static double percentage(JsonInput in) {
    double percentage = in.decimal();
    if (!(percentage >= 0 && percentage <= 100)) {
      throw JsonInput.invalid("A percentage is " + percentage + "; it must be from 0 to 100", "");
    }
    return percentage;
  }

  private void assists(JsonInput in) {
    if (in.isArray()) {
      assists = Set.copyOf(in.texts());
    } else {
      assistsAnything = in.truth();
    }
  }

  private static List<Lease> leases(JsonInput in) {
    List<Lease> leases = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      String task = "";
      int attempt = 0;
      in.beginObject();
      for (String name = in.name(); name != null; name = in.name()) {
        switch (name) {
          case "task" -> task = AnnouncementsReader.id(in);
          case "attempt" -> attempt = in.integer(1);
          default -> in.skip();
        }
      }
      leases.add(new Lease(task, attempt));
    }
    return leases;
  }

  private WorkerCommand command() {
    if (type == null) {
      throw JsonInput.malformed("A command has no type");
    }
    return switch (type) {
      case "register" ->
          new WorkerCommand.Register(
              new WorkerProfile(host, slots, labels, assistance(), info, forms));
      case "announce" -> new WorkerCommand.Announce(announcements.tasks());
      case "submit" -> new WorkerCommand.Submit(announcements.tasks());
      case "claim" -> new WorkerCommand.Claim(most, Optional.ofNullable(held));
      case "report" -> {
        attemptIsNamed();
        yield new WorkerCommand.Report(task, attempt, outcome());
      }
      case "await" -> {
        attemptIsNamed();
        yield new WorkerCommand.Await(task, attempt, announcements.tasks(), dependencies);
      }
      case "heartbeat" -> new WorkerCommand.Heartbeat(leases, seen);
      case "progress" -> {
        attemptIsNamed();
        yield new WorkerCommand.Progress(task, attempt, message, percentage, trackingUrl);
      }
      case "decrease" -> {
        attemptIsNamed();
        yield new WorkerCommand.Decrease(task, attempt, less);
      }
      case "respond" -> new WorkerCommand.Respond(task, message.orElse(""), response);
      case "forget" -> new WorkerCommand.Forget();
      case "log" -> {
        attemptIsNamed();
        yield new WorkerCommand.Log(task, attempt, offset, text);
      }
      case "ask" -> new WorkerCommand.Ask(asked);
      case "started" -> {
        taskIsNamed();
        yield new WorkerCommand.Started(task, toRun, done);
      }
      case "planned" -> {
        taskIsNamed();
        yield new WorkerCommand.Planned(
            new StartPlan(task, toRun, done, stuck, shares, first, obstacles));
      }
      case "decline" -> new WorkerCommand.Decline(error);
      case "prepared" -> new WorkerCommand.Prepared();
      case "deleted" ->
          new WorkerCommand.Deleted(asked, Optional.of(error).filter(why -> !why.isEmpty()));
      default ->
          throw new ProtocolException(
              ProtocolException.Code.UNKNOWN_COMMAND,
              "There is no command '" + JsonInput.shown(type) + "'",
              "the server may be older than the worker");
    };
  }

  private void taskIsNamed() {
    if (task.isEmpty()) {
      throw JsonInput.malformed("The command " + type + " names no task");
    }
  }

  private void attemptIsNamed() {
    if (task.isEmpty() || attempt == 0) {
      throw JsonInput.malformed("The command " + type + " names no task or no attempt");
    }
  }

  private Assistance assistance() {
    if (assistsAnything) {
      return new Assistance.Anything();
    }
    return assists.isEmpty() ? Assistance.NONE : new Assistance.Families(assists);
  }

  private Outcome outcome() {
    return switch (outcome) {
      case "done" -> explanation.isEmpty() ? Outcome.DONE : new Outcome.Done(explanation);
      case "failed" -> new Outcome.Failed(error, permanent);
      case "released" -> new Outcome.Released();
      default ->
          throw JsonInput.invalid(
              "The outcome is '" + JsonInput.shown(outcome) + "'",
              "known are done, failed, released");
    };
  }
}
