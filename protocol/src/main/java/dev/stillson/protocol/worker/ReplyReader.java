package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Pulse;
import dev.stillson.core.scheduler.Resumption;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Verdict;
import dev.stillson.core.scheduler.Visibility;
import dev.stillson.core.scheduler.WorkerMessage;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one reply; the fields of all types in one flat set, as with {@link CommandReader}. */
final class ReplyReader {
  private String type = "";
  private Standing standing = Standing.ACTIVE;
  private List<Assignment> assignments = List.of();
  private List<Resumption> resumptions = List.of();
  private int live;
  private Optional<Instant> nextWake = Optional.empty();
  private int pending;
  private int uniquePending;
  private int latestPending;
  private boolean accepted;
  private String why = "";
  private String state = "";
  private List<String> failed = List.of();
  private List<String> path = List.of();
  private List<WorkerMessage> messages = List.of();
  private List<Lease> lost = List.of();
  private Duration silence = Duration.ZERO;
  private long length;
  private boolean full;
  private List<Reply.TaskNews> news = List.of();
  private @Nullable ProtocolException error;

  private ReplyReader() {}

  static Reply read(JsonInput in) {
    ReplyReader reader = new ReplyReader();
    reader.fields(in);
    return reader.reply();
  }

  private void fields(JsonInput in) {
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "type" -> type = in.text();
        case "standing" -> standing = ReplyWriter.STANDINGS.parse(in.text());
        case "assignments" -> assignments = assignments(in);
        case "resumptions" -> resumptions = resumptions(in);
        case "live" -> live = in.integer(0);
        case "nextWake" -> nextWake = Optional.of(time(in.text()));
        case "pending" -> pending = in.integer(0);
        case "uniquePending" -> uniquePending = in.integer(0);
        case "latestPending" -> latestPending = in.integer(0);
        case "accepted" -> accepted = in.truth();
        case "why" -> why = in.text();
        case "state" -> state = in.text();
        case "failed" -> failed = in.texts();
        case "path" -> path = in.texts();
        case "messages" -> messages = messages(in);
        case "lost" -> lost = lost(in);
        case "silence" -> silence = Rules.duration(in);
        case "length" -> length = in.number(0);
        case "full" -> full = in.truth();
        case "tasks" -> news = news(in);
        case "error" -> error = error(in);
        default -> in.skip();
      }
    }
  }

  private Reply reply() {
    return switch (type) {
      case "done" -> Reply.DONE;
      case "standing" -> new Reply.Stands(standing);
      case "work" ->
          new Reply.Work(
              new Claimed(
                  assignments,
                  resumptions,
                  live,
                  nextWake,
                  standing,
                  pending,
                  uniquePending,
                  latestPending));
      case "verdict" ->
          new Reply.Judged(
              accepted ? Verdict.ACCEPTED : new Verdict.Refused(ReplyWriter.REFUSALS.parse(why)));
      case "awaited" -> new Reply.Waits(awaited());
      case "pulse" -> new Reply.Beat(new Pulse(messages, lost, standing), silence);
      case "logged" -> new Reply.Logged(length, full);
      case "news" -> new Reply.News(news);
      case "error" ->
          new Reply.Refused(error == null ? JsonInput.malformed("An error says nothing") : error);
      default -> throw JsonInput.malformed("There is no reply '" + JsonInput.shown(type) + "'");
    };
  }

  private Awaited awaited() {
    return switch (state) {
      case "parked" -> new Awaited.Parked();
      case "settled" -> new Awaited.Settled(failed);
      case "cycle" -> new Awaited.Cycle(path);
      case "refused" -> new Awaited.Refused(ReplyWriter.REFUSALS.parse(why));
      default ->
          throw JsonInput.malformed(
              "There is no state '" + JsonInput.shown(state) + "' to wait in");
    };
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw JsonInput.malformed("A time is '" + JsonInput.shown(text) + "'");
    }
  }

  private static List<Assignment> assignments(JsonInput in) {
    List<Assignment> assignments = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      assignments.add(assignment(in));
    }
    return assignments;
  }

  private static Assignment assignment(JsonInput in) {
    String task = "";
    int attempt = 0;
    String family = "";
    Map<String, String> parameters = Map.of();
    List<String> hidden = List.of();
    List<Assignment> members = List.of();
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "task" -> task = in.text();
        case "attempt" -> attempt = in.integer(1);
        case "family" -> family = in.text();
        case "parameters" -> parameters = in.textsByName();
        case "hidden" -> hidden = in.texts();
        case "members" -> members = assignments(in);
        default -> in.skip();
      }
    }
    return new Assignment(task, attempt, family, parameters(parameters, hidden), members);
  }

  private static Parameters parameters(Map<String, String> values, List<String> hidden) {
    if (values.isEmpty()) {
      return Parameters.NONE;
    }
    List<Visibility> visibilities = new ArrayList<>(values.size());
    for (String name : values.keySet()) {
      visibilities.add(hidden.contains(name) ? Visibility.HIDDEN : Visibility.PUBLIC);
    }
    return Parameters.of(
        new Signature(List.copyOf(values.keySet()), visibilities),
        values.values().toArray(new String[0]));
  }

  private static List<Resumption> resumptions(JsonInput in) {
    List<Resumption> resumptions = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      String task = "";
      int attempt = 0;
      List<String> failed = List.of();
      in.beginObject();
      for (String name = in.name(); name != null; name = in.name()) {
        switch (name) {
          case "task" -> task = in.text();
          case "attempt" -> attempt = in.integer(1);
          case "failed" -> failed = in.texts();
          default -> in.skip();
        }
      }
      resumptions.add(new Resumption(task, attempt, failed));
    }
    return resumptions;
  }

  private static List<Lease> lost(JsonInput in) {
    List<Lease> lost = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      String task = "";
      int attempt = 0;
      in.beginObject();
      for (String name = in.name(); name != null; name = in.name()) {
        switch (name) {
          case "task" -> task = in.text();
          case "attempt" -> attempt = in.integer(1);
          default -> in.skip();
        }
      }
      lost.add(new Lease(task, attempt));
    }
    return lost;
  }

  private static List<WorkerMessage> messages(JsonInput in) {
    List<WorkerMessage> messages = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      String type = "";
      long number = 0;
      int slots = 0;
      String task = "";
      int attempt = 0;
      String message = "";
      String content = "";
      String submission = "";
      String family = "";
      Map<String, String> parameters = Map.of();
      String user = "";
      String order = "";
      List<WorkerMessage.Named> tasks = List.of();
      in.beginObject();
      for (String name = in.name(); name != null; name = in.name()) {
        switch (name) {
          case "type" -> type = in.text();
          case "number" -> number = in.number(0);
          case "slots" -> slots = in.integer(0);
          case "task" -> task = in.text();
          case "attempt" -> attempt = in.integer(1);
          case "message" -> message = in.text();
          case "content" -> content = in.text();
          case "submission" -> submission = in.text();
          case "family" -> family = in.text();
          case "parameters" -> parameters = in.textsByName();
          case "user" -> user = in.text();
          case "order" -> order = in.text();
          case "tasks" -> tasks = named(in);
          default -> in.skip();
        }
      }
      switch (type) {
        case "slots" -> messages.add(new WorkerMessage.Slots(number, slots));
        case "text" -> messages.add(new WorkerMessage.ForTask(number, task, message, content));
        case "stop" -> messages.add(new WorkerMessage.Stop(number, task, attempt));
        case "start", "plan" -> {
          boolean dry = type.equals("plan");
          messages.add(new WorkerMessage.Start(number, submission, family, parameters, user, dry));
        }
        case "delete" -> messages.add(new WorkerMessage.Delete(number, order, tasks));
        // A newer server may have messages that this worker does not know: they are passed over.
        default -> {}
      }
    }
    return messages;
  }

  private static List<WorkerMessage.Named> named(JsonInput in) {
    List<WorkerMessage.Named> tasks = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      String task = "";
      String family = "";
      Map<String, String> parameters = Map.of();
      in.beginObject();
      for (String name = in.name(); name != null; name = in.name()) {
        switch (name) {
          case "task" -> task = in.text();
          case "family" -> family = in.text();
          case "parameters" -> parameters = in.textsByName();
          default -> in.skip();
        }
      }
      tasks.add(new WorkerMessage.Named(task, family, parameters));
    }
    return tasks;
  }

  private static List<Reply.TaskNews> news(JsonInput in) {
    List<Reply.TaskNews> news = new ArrayList<>();
    in.beginArray();
    while (in.more()) {
      String id = "";
      Status status = Status.UNKNOWN;
      boolean last = false;
      Optional<String> worker = Optional.empty();
      Optional<String> explanation = Optional.empty();
      in.beginObject();
      for (String name = in.name(); name != null; name = in.name()) {
        switch (name) {
          case "id" -> id = in.text();
          case "status" -> status = ReplyWriter.STATUSES.parse(in.text());
          case "last" -> last = in.truth();
          case "worker" -> worker = Optional.of(in.text());
          case "explanation" -> explanation = Optional.of(in.text());
          default -> in.skip();
        }
      }
      news.add(new Reply.TaskNews(id, status, last, worker, explanation));
    }
    return news;
  }

  static ProtocolException error(JsonInput in) {
    ProtocolException.Code code = ProtocolException.Code.INTERNAL;
    String message = "";
    String hint = "";
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "code" -> code = code(in.text());
        case "message" -> message = in.text();
        case "hint" -> hint = in.text();
        default -> in.skip();
      }
    }
    return new ProtocolException(code, message, hint);
  }

  /** A code that is not known here may come from elsewhere than from the protocol. */
  private static ProtocolException.Code code(String word) {
    for (ProtocolException.Code code : ProtocolException.Code.values()) {
      if (ReplyWriter.CODES.of(code).equals(word)) {
        return code;
      }
    }
    return ProtocolException.Code.INTERNAL;
  }
}
