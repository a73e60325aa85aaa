package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Refusal;
import dev.stillson.core.scheduler.Resumption;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Verdict;
import dev.stillson.core.scheduler.Visibility;
import dev.stillson.core.scheduler.WorkerMessage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes the replies of a response. */
final class ReplyWriter {
  static final Words<Standing> STANDINGS = new Words<>("standing", Standing.class);
  static final Words<Refusal> REFUSALS = new Words<>("refusal", Refusal.class);
  static final Words<Status> STATUSES = new Words<>("status", Status.class);
  static final Words<ProtocolException.Code> CODES =
      new Words<>("error code", ProtocolException.Code.class);

  private final JsonGenerator out;

  ReplyWriter(JsonGenerator out) {
    this.out = out;
  }

  void write(Reply reply) {
    out.writeStartObject();
    switch (reply) {
      case Reply.Done _ -> type("done");
      case Reply.Stands stands -> {
        type("standing");
        standing(stands.standing());
      }
      case Reply.Work work -> {
        type("work");
        work(work.claimed());
      }
      case Reply.Judged judged -> {
        type("verdict");
        switch (judged.verdict()) {
          case Verdict.Accepted _ -> out.writeBooleanProperty("accepted", true);
          case Verdict.Refused refused -> {
            out.writeBooleanProperty("accepted", false);
            out.writeStringProperty("why", REFUSALS.of(refused.why()));
          }
        }
      }
      case Reply.Waits waits -> {
        type("awaited");
        awaited(waits.awaited());
      }
      case Reply.Beat beat -> {
        type("pulse");
        out.writeName("messages").writeStartArray();
        beat.pulse().messages().forEach(this::message);
        out.writeEndArray();
        out.writeName("lost").writeStartArray();
        for (Lease lease : beat.pulse().lost()) {
          out.writeStartObject();
          attempt(lease.taskId(), lease.attempt());
          out.writeEndObject();
        }
        out.writeEndArray();
        standing(beat.pulse().standing());
        if (!beat.silence().isZero()) {
          out.writeNumberProperty("silence", beat.silence().toMillis());
        }
      }
      case Reply.Logged logged -> {
        type("logged");
        out.writeNumberProperty("length", logged.length());
        if (logged.full()) {
          out.writeBooleanProperty("full", true);
        }
      }
      case Reply.News news -> {
        type("news");
        out.writeName("tasks").writeStartArray();
        news.tasks().forEach(this::news);
        out.writeEndArray();
      }
      case Reply.Refused refused -> {
        type("error");
        error(refused.error());
      }
    }
    out.writeEndObject();
  }

  /** Writes the field {@code error} of an open object. */
  void error(ProtocolException error) {
    out.writeName("error").writeStartObject();
    out.writeStringProperty("code", CODES.of(error.code()));
    out.writeStringProperty("message", error.sentence());
    out.writeStringProperty("hint", error.hint());
    out.writeEndObject();
  }

  /** Writes the field {@code standing} of an open object. */
  void standing(Standing standing) {
    out.writeStringProperty("standing", STANDINGS.of(standing));
  }

  private void type(String type) {
    out.writeStringProperty("type", type);
  }

  private void attempt(String taskId, int attempt) {
    out.writeStringProperty("task", taskId);
    out.writeNumberProperty("attempt", attempt);
  }

  private void work(Claimed claimed) {
    out.writeName("assignments").writeStartArray();
    claimed.assignments().forEach(this::assignment);
    out.writeEndArray();
    out.writeName("resumptions").writeStartArray();
    for (Resumption resumption : claimed.resumptions()) {
      out.writeStartObject();
      attempt(resumption.taskId(), resumption.attempt());
      Output.texts(out, "failed", resumption.failed());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberProperty("live", claimed.live());
    claimed.nextWake().ifPresent(time -> out.writeStringProperty("nextWake", time.toString()));
    standing(claimed.standing());
    out.writeNumberProperty("pending", claimed.pending());
    out.writeNumberProperty("uniquePending", claimed.uniquePending());
    out.writeNumberProperty("latestPending", claimed.latestPending());
  }

  private void assignment(Assignment assignment) {
    out.writeStartObject();
    attempt(assignment.taskId(), assignment.attempt());
    out.writeStringProperty("family", assignment.family());
    Parameters parameters = assignment.parameters();
    List<String> names = parameters.signature().names();
    List<String> hidden = new ArrayList<>();
    out.writeName("parameters").writeStartObject();
    for (int i = 0; i < parameters.size(); i++) {
      out.writeStringProperty(names.get(i), parameters.value(i));
      if (parameters.signature().visibilities().get(i) == Visibility.HIDDEN) {
        hidden.add(names.get(i));
      }
    }
    out.writeEndObject();
    if (!hidden.isEmpty()) {
      Output.texts(out, "hidden", hidden);
    }
    if (!assignment.members().isEmpty()) {
      out.writeName("members").writeStartArray();
      assignment.members().forEach(this::assignment);
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private void awaited(Awaited awaited) {
    switch (awaited) {
      case Awaited.Parked _ -> out.writeStringProperty("state", "parked");
      case Awaited.Settled settled -> {
        out.writeStringProperty("state", "settled");
        Output.texts(out, "failed", settled.failed());
      }
      case Awaited.Cycle cycle -> {
        out.writeStringProperty("state", "cycle");
        Output.texts(out, "path", cycle.path());
      }
      case Awaited.Refused refused -> {
        out.writeStringProperty("state", "refused");
        out.writeStringProperty("why", REFUSALS.of(refused.why()));
      }
    }
  }

  private void message(WorkerMessage message) {
    out.writeStartObject();
    out.writeNumberProperty("number", message.number());
    switch (message) {
      case WorkerMessage.Slots slots -> {
        type("slots");
        out.writeNumberProperty("slots", slots.slots());
      }
      case WorkerMessage.ForTask text -> {
        type("text");
        out.writeStringProperty("task", text.taskId());
        out.writeStringProperty("message", text.messageId());
        out.writeStringProperty("content", text.content());
      }
      case WorkerMessage.Stop stop -> {
        type("stop");
        attempt(stop.taskId(), stop.attempt());
      }
      case WorkerMessage.Start start -> {
        // A type of its own, which workers that know of no dry ones pass over.
        type(start.dry() ? "plan" : "start");
        out.writeStringProperty("submission", start.submission());
        out.writeStringProperty("family", start.family());
        Output.texts(out, "parameters", start.parameters());
        out.writeStringProperty("user", start.user());
      }
      case WorkerMessage.Delete delete -> {
        type("delete");
        out.writeStringProperty("order", delete.order());
        out.writeName("tasks").writeStartArray();
        for (WorkerMessage.Named task : delete.tasks()) {
          out.writeStartObject();
          out.writeStringProperty("task", task.taskId());
          out.writeStringProperty("family", task.family());
          Output.texts(out, "parameters", task.parameters());
          out.writeEndObject();
        }
        out.writeEndArray();
      }
    }
    out.writeEndObject();
  }

  private void news(Reply.TaskNews news) {
    out.writeStartObject();
    out.writeStringProperty("id", news.id());
    out.writeStringProperty("status", STATUSES.of(news.status()));
    out.writeBooleanProperty("last", news.last());
    news.worker().ifPresent(worker -> out.writeStringProperty("worker", worker));
    news.explanation().ifPresent(text -> out.writeStringProperty("explanation", text));
    out.writeEndObject();
  }
}
