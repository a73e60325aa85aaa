package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.WorkerProfile;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/** Writes the commands of a request. */
final class CommandWriter {
  private final JsonGenerator out;

  CommandWriter(JsonGenerator out) {
    this.out = out;
  }

  void write(WorkerCommand command) {
    out.writeStartObject();
    switch (command) {
      case WorkerCommand.Register register -> {
        type("register");
        profile(register.profile());
      }
      case WorkerCommand.Announce announce -> {
        type("announce");
        new AnnouncementsWriter(out, announce.tasks()).write();
      }
      case WorkerCommand.Submit submit -> {
        type("submit");
        new AnnouncementsWriter(out, submit.tasks()).write();
      }
      case WorkerCommand.Claim claim -> {
        type("claim");
        out.writeNumberProperty("most", claim.most());
        if (claim.held().isPresent()) {
          Output.texts(out, "held", claim.held().get());
        }
      }
      case WorkerCommand.Report report -> {
        type("report");
        attempt(report.taskId(), report.attempt());
        outcome(report.outcome());
      }
      case WorkerCommand.Await await -> {
        type("await");
        attempt(await.taskId(), await.attempt());
        Output.texts(out, "dependencies", await.dependencies());
        if (!await.newTasks().isEmpty()) {
          new AnnouncementsWriter(out, await.newTasks()).write();
        }
      }
      case WorkerCommand.Heartbeat heartbeat -> {
        type("heartbeat");
        out.writeName("leases").writeStartArray();
        for (Lease lease : heartbeat.leases()) {
          out.writeStartObject();
          attempt(lease.taskId(), lease.attempt());
          out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberProperty("seen", heartbeat.seen());
      }
      case WorkerCommand.Progress progress -> {
        type("progress");
        attempt(progress.taskId(), progress.attempt());
        progress.message().ifPresent(text -> out.writeStringProperty("message", text));
        progress.percentage().ifPresent(number -> Output.decimal(out, "percentage", number));
        progress.trackingUrl().ifPresent(text -> out.writeStringProperty("trackingUrl", text));
      }
      case WorkerCommand.Decrease decrease -> {
        type("decrease");
        attempt(decrease.taskId(), decrease.attempt());
        out.writeName("less");
        Rules.write(out, decrease.less());
      }
      case WorkerCommand.Respond respond -> {
        type("respond");
        out.writeStringProperty("task", respond.taskId());
        out.writeStringProperty("message", respond.messageId());
        out.writeStringProperty("response", respond.response());
      }
      case WorkerCommand.Forget _ -> type("forget");
      case WorkerCommand.Log log -> {
        type("log");
        attempt(log.taskId(), log.attempt());
        out.writeNumberProperty("offset", log.offset());
        out.writeStringProperty("text", log.text());
      }
      case WorkerCommand.Ask ask -> {
        type("ask");
        Output.texts(out, "tasks", ask.taskIds());
      }
      case WorkerCommand.Started started -> {
        type("started");
        out.writeStringProperty("task", started.taskId());
        out.writeNumberProperty("toRun", started.toRun());
        out.writeNumberProperty("done", started.done());
      }
      case WorkerCommand.Planned planned -> {
        type("planned");
        StartPlans.write(out, planned.plan());
      }
      case WorkerCommand.Decline decline -> {
        type("decline");
        out.writeStringProperty("error", decline.error());
      }
      case WorkerCommand.Prepared _ -> type("prepared");
      case WorkerCommand.Deleted deleted -> {
        type("deleted");
        Output.texts(out, "tasks", deleted.taskIds());
        deleted.error().ifPresent(error -> out.writeStringProperty("error", error));
      }
    }
    out.writeEndObject();
  }

  private void type(String type) {
    out.writeStringProperty("type", type);
  }

  private void attempt(String taskId, int attempt) {
    out.writeStringProperty("task", taskId);
    out.writeNumberProperty("attempt", attempt);
  }

  private void profile(WorkerProfile profile) {
    out.writeStringProperty("host", profile.host());
    out.writeNumberProperty("slots", profile.slots());
    Output.texts(out, "labels", profile.labels());
    switch (profile.assistance()) {
      case Assistance.None _ -> out.writeBooleanProperty("assists", false);
      case Assistance.Anything _ -> out.writeBooleanProperty("assists", true);
      case Assistance.Families families ->
          Output.texts(out, "assists", new TreeSet<>(families.names()));
    }
    Output.texts(out, "info", profile.info());
    if (!profile.forms().isEmpty()) {
      Forms.write(out, profile.forms());
    }
  }

  private void outcome(Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> {
        out.writeStringProperty("outcome", "done");
        done.explanation().ifPresent(text -> out.writeStringProperty("explanation", text));
      }
      case Outcome.Failed failed -> {
        out.writeStringProperty("outcome", "failed");
        out.writeStringProperty("error", failed.error());
        if (failed.permanent()) {
          out.writeBooleanProperty("permanent", true);
        }
      }
      case Outcome.Released _ -> out.writeStringProperty("outcome", "released");
    }
  }
}
