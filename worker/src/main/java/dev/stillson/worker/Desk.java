package dev.stillson.worker;

import dev.stillson.core.scheduler.Assignment;
import dev.stillson.PermanentFailure;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Resumption;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.worker.scheduler.Exchange;
import dev.stillson.worker.scheduler.SchedulerClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where attempts leave notes of their ends and get successors.
 *
 * <p>There is no thread that does this: whoever leaves a note works on all notes, unless another is
 * at it, who then takes this one along. So nobody waits, a lone end costs no change of threads, and
 * many ends at once travel to the scheduler together. All fields but those that are safe for
 * threads belong to whoever holds {@link #busy}.
 */
final class Desk {
  private final Run run;
  private final SchedulerClient client;
  private final ConcurrentLinkedQueue<Note> notes = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicInteger stopping = new AtomicInteger();
  private final ConcurrentLinkedQueue<Runnable> orders = new ConcurrentLinkedQueue<>();

  private final List<Attempt> running = new ArrayList<>();
  private final Map<String, Attempt> parked = new ConcurrentHashMap<>();
  private final List<SchedulerClient.End> ends = new ArrayList<>();
  private final List<SchedulerClient.End> refused = new ArrayList<>();
  private final Thread.Builder.OfVirtual threads =
      Thread.ofVirtual().inheritInheritableThreadLocals(false);
  private int slots;
  private int free;
  private int stopped;
  private boolean closed;
  private boolean draining;

  Desk(Run run, SchedulerClient client, int slots) {
    this.run = run;
    this.client = client;
    this.slots = slots;
    this.free = slots;
  }

  /** Leaves a note. */
  void add(Note note) {
    notes.add(note);
    work();
  }

  /** Makes the desk ask the scheduler again. */
  void wake() {
    woken.set(true);
    work();
  }

  /** Ends the run: lets attempts stop at first, abandons them when called again. */
  void stop() {
    stopping.incrementAndGet();
    wake();
  }

  /** Takes no more tasks; the run ends when those that run have. Parked ones are given back. */
  void drain() {
    order(() -> draining = true);
  }

  /** Stops an attempt whose lease is gone: it publishes nothing more, and is not reported. */
  void lose(Lease lease) {
    order(() -> find(lease.taskId(), lease.attempt()).ifPresent(Attempt::lose));
  }

  /** Does what somebody wants of the worker. */
  void obey(WorkerMessage message) {
    switch (message) {
      case WorkerMessage.Slots change ->
          order(() -> {
            free += change.slots() - slots;
            slots = change.slots();
          });
      case WorkerMessage.Stop stop ->
          order(() -> find(stop.taskId(), stop.attempt()).ifPresent(Attempt::cancel));
      case WorkerMessage.ForTask text ->
          order(() -> find(text.taskId()).ifPresent(attempt -> attempt.mail().add(text)));
      case WorkerMessage.Start _, WorkerMessage.Delete _ ->
          throw new IllegalArgumentException("It is not for a desk: " + message);
    }
  }

  private void order(Runnable order) {
    orders.add(order);
    wake();
  }

  private Optional<Attempt> find(String taskId, int number) {
    return find(taskId).filter(attempt -> attempt.number() == number);
  }

  private Optional<Attempt> find(String taskId) {
    for (Attempt attempt : running) {
      if (attempt.vertex().id().equals(taskId)) {
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
  }

  private void work() {
    while (hasWork() && busy.compareAndSet(false, true)) {
      try {
        while (hasWork() && !closed) {
          step();
        }
        if (closed) {
          return;
        }
      } catch (RuntimeException | Error e) {
        closed = true;
        run.crash(e);
        return;
      } finally {
        // A closed desk stays busy, so that nobody works at it any more.
        if (!closed) {
          busy.set(false);
        }
      }
    }
  }

  private boolean hasWork() {
    return woken.get() || !notes.isEmpty();
  }

  private void step() {
    woken.set(false);
    ends.clear();
    ends.addAll(refused);
    refused.clear();
    for (Note note = notes.poll(); note != null; note = notes.poll()) {
      take(note);
    }
    for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
      order.run();
    }
    if (draining || run.isFull()) {
      draining = true;
      parked.values().forEach(Attempt::cancel);
    }
    obeyStop();
    Exchange exchange = client.exchange(ends, stopped > 0 || draining ? 0 : Math.max(0, free));
    Claimed claimed = exchange.claimed();
    for (Resumption resumption : claimed.resumptions()) {
      resume(resumption);
    }
    for (Assignment assignment : claimed.assignments()) {
      if (stopped > 0) {
        giveBack(assignment);
      } else {
        start(assignment);
      }
    }
    if (running.isEmpty() && notes.isEmpty() && refused.isEmpty() && isOver(claimed)) {
      closed = true;
      run.over();
    }
  }

  private boolean isOver(Claimed claimed) {
    return stopped > 0
        || draining
        || (claimed.live() == 0 && !run.isEndless())
        || claimed.standing() == Standing.DISABLED
        // Nobody else is there and no time is set: what is left waits for what will never be.
        || (!client.isShared() && claimed.nextWake().isEmpty());
  }

  private void take(Note note) {
    Attempt attempt = note.attempt();
    switch (note) {
      case Note.Parked _ -> {
        attempt.slots--;
        free++;
      }
      case Note.Done done -> {
        for (Vertex vertex : attempt.vertices()) {
          vertex.fate = Vertex.Fate.DONE;
          vertex.nanos = done.nanos();
        }
        remove(attempt, Outcome.DONE);
      }
      case Note.Failed failed -> {
        for (Vertex vertex : attempt.vertices()) {
          vertex.fate = Vertex.Fate.FAILED;
          vertex.failure = failed.failure();
          vertex.failures++;
          vertex.nanos = failed.nanos();
        }
        Failure failure = failed.failure();
        remove(attempt, new Outcome.Failed(failure.toString(), failure.permanent()));
      }
      case Note.Lost _ -> {
        for (Vertex vertex : attempt.vertices()) {
          vertex.fate = Vertex.Fate.WAITING;
        }
        free += attempt.slots;
        attempt.slots = 0;
        leave(attempt);
      }
      case Note.Cancelled cancelled -> {
        for (Vertex vertex : attempt.vertices()) {
          vertex.fate = Vertex.Fate.CANCELLED;
          vertex.nanos = cancelled.nanos();
        }
        remove(attempt, new Outcome.Released());
      }
    }
  }

  private void remove(Attempt attempt, Outcome outcome) {
    ends.add(new SchedulerClient.End(attempt.vertex().id(), attempt.number(), outcome));
    parked.remove(attempt.vertex().id(), attempt);
    free += attempt.slots;
    attempt.slots = 0;
    leave(attempt);
  }

  @SuppressWarnings("ReferenceEquality") // The list holds this very attempt.
  private void leave(Attempt attempt) {
    Attempt last = running.removeLast();
    if (last != attempt) {
      running.set(attempt.position, last);
      last.position = attempt.position;
    }
  }

  private void obeyStop() {
    int wanted = Math.min(2, stopping.get());
    if (wanted > stopped && stopped == 0) {
      for (Attempt attempt : running) {
        attempt.cancel();
      }
      run.timer().after(run.options().grace(), this::stop);
    }
    if (wanted == 2 && stopped < 2) {
      for (Attempt attempt : running) {
        attempt.abandon();
      }
    }
    stopped = wanted;
  }

  private void start(Assignment assignment) {
    Vertex vertex;
    List<Vertex> members = new ArrayList<>(assignment.members().size());
    try {
      vertex = run.vertex(assignment);
      for (Assignment member : assignment.members()) {
        members.add(run.vertex(member));
      }
    } catch (PermanentFailure e) {
      refuse(assignment, e);
      return;
    }
    Attempt attempt = new Attempt(run, vertex, assignment.attempt(), members);
    for (Vertex each : attempt.vertices()) {
      each.fate = Vertex.Fate.RUNNING;
      each.attempts++;
    }
    attempt.position = running.size();
    running.add(attempt);
    free--;
    threads.name(vertex.id()).start(attempt);
  }

  /** It was on its way when the run was to end; nobody would stop it any more. */
  private void giveBack(Assignment assignment) {
    refused.add(
        new SchedulerClient.End(assignment.taskId(), assignment.attempt(), new Outcome.Released()));
    woken.set(true);
  }

  /** A task that cannot be made of what the scheduler says fails without an attempt. */
  private void refuse(Assignment assignment, PermanentFailure cause) {
    refused.add(
        new SchedulerClient.End(
            assignment.taskId(),
            assignment.attempt(),
            new Outcome.Failed(Failures.message(cause), true)));
    woken.set(true);
  }

  /** Says that a resumption of {@code attempt} may come; before the scheduler is asked for it. */
  void expect(Attempt attempt) {
    parked.put(attempt.vertex().id(), attempt);
  }

  private void resume(Resumption resumption) {
    free--;
    Attempt attempt = parked.remove(resumption.taskId());
    if (attempt == null) {
      if (client.isShared()) {
        // It was lost or cancelled meanwhile, which the scheduler will hear.
        free++;
        return;
      }
      throw new IllegalStateException("Nobody waits for the resumption of " + resumption.taskId());
    }
    attempt.slots++;
    attempt.parking.resume(resumption.failed());
  }
}
