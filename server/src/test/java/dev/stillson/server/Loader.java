package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.worker.WorkerProtocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one worker that knows the family Load; it starts what it is asked to when it is told to. */
final class Loader {
  private final SharedScheduler state;
  private final WorkerProtocol workers;
  private int heard;

  /** One that has heard so many of its messages. */
  Loader(SharedScheduler state, WorkerProtocol workers, int heard) {
    this.state = state;
    this.workers = workers;
    this.heard = heard;
  }

  private static FamilyForm.Field field(String name) {
    return new FamilyForm.Field(name, "a text", "x", true, Optional.empty(), "", List.of(), false);
  }

  void register() {
    FamilyForm form = new FamilyForm("Load", List.of(field("day"), field("lang")));
    state.apply(
        new Command.RegisterWorker(
            "w",
            WorkerProfile.of("build7", 2)
                .withAssistance(new Assistance.Families(Set.of("Load")))
                .withForms(List.of(form))));
  }

  List<WorkerMessage> messages() {
    return state.look(scheduler -> scheduler.worker("w").orElseThrow().messages());
  }

  /** Waits for the next that the worker is asked to start. */
  WorkerMessage.Start wish() {
    while (true) {
      List<WorkerMessage> messages = messages();
      if (messages.size() > heard) {
        // It may be seen before it is stored; the answer to this comes after both.
        state.apply(new Command.Prune());
        return (WorkerMessage.Start) messages.get(heard++);
      }
      Thread.onSpinWait();
    }
  }

  void answer(WorkerMessage.Start wish, WorkerCommand answer) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    WorkerCodec.write(
        new WorkerRequest(wish.submission(), "", 1, Duration.ZERO, List.of(answer)), request);
    workers.handle(
        new ByteArrayInputStream(request.toByteArray()), OutputStream.nullOutputStream());
  }

  /** Does what is asked for next; returns the id of the task. */
  String begin() throws IOException {
    WorkerMessage.Start wish = wish();
    String id = "Load_" + wish.parameters().get("day");
    state.apply(new Command.RegisterWorker(wish.submission(), WorkerProfile.of("build7", 1)));
    state.apply(
        new Command.Announce(
            wish.submission(), List.of(Announcement.pending(id, "Load", List.of()))));
    answer(wish, new WorkerCommand.Started(id, 1, 0));
    return id;
  }

  void done(String id) {
    state.apply(new Command.MarkDone(id));
    Optional<Status> now = state.look(scheduler -> scheduler.status(id));
    assertThat(now).isPresent();
  }
}
