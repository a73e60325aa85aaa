package dev.stillson.server.simulation;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Pulse;
import dev.stillson.core.scheduler.Refusal;
import dev.stillson.core.scheduler.Resumption;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker by the rules of {@code HttpScheduler} and of the run behind it: introduces itself,
 * announces its plan, exchanges reports for tasks, lets the server hold a claim, beats, parks
 * tasks, repeats whatever was not answered, and leaves when it has nothing more to expect.
 */
final class ModelWorker {
  private static final Duration HELD = Duration.ofSeconds(30);
  private static final long FIRST_WAIT = 100 * Chance.MILLI;
  private static final long LONGEST_WAIT = 10 * Chance.SECOND;

  /** Where it is in its life. */
  enum Phase {
    STARTING,
    WORKING,
    LEAVING,
    GONE,
    DEAD
  }

  /** What all workers of a world share. */
  record Surroundings(
      Agenda agenda,
      Chance chance,
      Network network,
      Laws laws,
      Places places,
      Chronicle chronicle) {}

  private final Surroundings world;
  final String name;
  private final boolean assistant;
  private final long beat;
  private int slots;

  /** What it announced, as it found it. */
  private final Map<String, Presence> plan = new LinkedHashMap<>();

  private final Hands hands = new Hands();
  private final Map<String, Attempt> attempts = new LinkedHashMap<>();
  private final List<End> unsent = new ArrayList<>();
  private final List<Runnable> deferred = new ArrayList<>();
  private Phase phase = Phase.STARTING;
  private boolean paused;
  private boolean draining;
  private long sequence;
  private long wait = FIRST_WAIT;
  private boolean exchanging;
  private boolean again;
  private int polling;
  private boolean pollUnderWay;
  private long polledAt;

  /** How long a held request is sign enough of a worker that is at nothing. */
  private Duration silence = Duration.ZERO;

  private boolean introducing;

  /** How often it has begun or ended to introduce itself again. */
  private int introductions;

  private boolean counted;
  private @Nullable Claimed counts;
  private long seen;

  private record End(Lease lease, Outcome outcome) {}

  /** An attempt that is going on here. */
  private static final class Attempt {
    final Assignment assignment;
    boolean parked;
    boolean lost;
    boolean cancelled;
    boolean over;
    boolean asked;

    Attempt(Assignment assignment) {
      this.assignment = assignment;
    }

    Lease lease() {
      return assignment.lease();
    }
  }

  /**
   * A worker that runs {@code roots} and what they need; an assistant runs what others announce.
   */
  ModelWorker(Surroundings world, String name, int slots, boolean assistant, List<String> roots) {
    this.world = world;
    this.name = name;
    this.slots = slots;
    this.assistant = assistant;
    this.beat = world.chance.between(2 * Chance.SECOND, 15 * Chance.SECOND);
    look(roots);
  }

  boolean isAssistant() {
    return assistant;
  }

  Phase phase() {
    return phase;
  }

  boolean isThere() {
    return phase != Phase.GONE && phase != Phase.DEAD;
  }

  private void look(List<String> roots) {
    for (String id : world.places.closure(roots)) {
      if (!plan.containsKey(id)) {
        plan.put(id, found(id));
      }
    }
  }

  private Presence found(String id) {
    if (world.places.isThere(id)) {
      return Presence.DONE;
    }
    return world.places.recipe(id).external() ? Presence.EXTERNAL : Presence.PENDING;
  }

  void begin() {
    register(() ->
        announce(
            List.copyOf(plan.keySet()),
            () -> {
              phase = Phase.WORKING;
              later(beat, this::beat);
              wake();
            }));
  }

  /** The process is gone. */
  void die() {
    phase = Phase.DEAD;
    attempts.values().forEach(this::stopped);
    attempts.clear();
  }

  /** Its threads stand still. */
  void pause() {
    paused = true;
  }

  void goOn() {
    paused = false;
    List<Runnable> all = List.copyOf(deferred);
    deferred.clear();
    all.forEach(this::now);
  }

  /** Takes no more tasks and leaves when those that run have ended. */
  void drain() {
    draining = true;
    wake();
  }

  private void now(Runnable action) {
    if (paused) {
      deferred.add(action);
    } else if (isThere()) {
      action.run();
    }
  }

  private void later(long nanos, Runnable action) {
    world.agenda.after(nanos, () -> now(action));
  }

  private long backoff() {
    long now = wait / 2 + world.chance.between(0, wait / 2);
    wait = Math.min(LONGEST_WAIT, 2 * wait);
    return now;
  }

  private void send(
      List<? extends WorkerCommand> commands,
      Duration patience,
      Consumer<@Nullable WorkerResponse> then) {
    send(++sequence, commands, patience, then);
  }

  private void send(
      long number,
      List<? extends WorkerCommand> commands,
      Duration patience,
      Consumer<@Nullable WorkerResponse> then) {
    WorkerRequest request =
        new WorkerRequest(name, "code", number, patience, List.copyOf(commands));
    world.network.send(
        request,
        response ->
            now(() -> {
              if (response != null) {
                wait = FIRST_WAIT;
              }
              then.accept(response);
            }));
  }

  /** Sends commands until there is an answer; what is repeated keeps its number. */
  private void insist(List<WorkerCommand> commands, Consumer<WorkerResponse> then) {
    insist(++sequence, commands, then);
  }

  private void insist(long number, List<WorkerCommand> commands, Consumer<WorkerResponse> then) {
    send(
        number,
        commands,
        Duration.ZERO,
        response -> {
          if (response == null) {
            later(backoff(), () -> insist(number, commands, then));
          } else {
            then.accept(response);
          }
        });
  }

  private void register(Runnable then) {
    WorkerProfile profile =
        WorkerProfile.of("host", slots)
            .withAssistance(assistant ? new Assistance.Anything() : Assistance.NONE);
    insist(List.of(new WorkerCommand.Register(profile)), response -> then.run());
  }

  private void announce(List<String> ids, Runnable then) {
    if (ids.isEmpty()) {
      then.run();
      return;
    }
    List<Announcement> tasks = new ArrayList<>();
    for (String id : ids) {
      tasks.add(world.places.recipe(id).announcement(plan.getOrDefault(id, Presence.PENDING)));
    }
    insist(List.of(new WorkerCommand.Announce(tasks)), response -> then.run());
  }

  private int busy() {
    int busy = 0;
    for (Attempt attempt : attempts.values()) {
      busy += attempt.parked ? 0 : 1;
    }
    return busy;
  }

  private void wake() {
    if (phase != Phase.WORKING || paused) {
      return;
    }
    if (exchanging) {
      again = true;
      return;
    }
    exchange();
  }

  private void exchange() {
    List<End> sent = List.copyOf(unsent);
    int most = draining ? 0 : Math.max(0, slots - busy());
    int room = most - hands.given.size() - hands.resumed.size();
    boolean asks = polling == 0 && room > 0;
    if (sent.isEmpty() && !asks && counted) {
      deliver();
      return;
    }
    List<WorkerCommand> commands = new ArrayList<>();
    for (End end : sent) {
      commands.add(new WorkerCommand.Report(end.lease.taskId(), end.lease.attempt(), end.outcome));
    }
    Set<String> held = hands.held();
    sent.forEach(end -> held.remove(end.lease.taskId()));
    commands.add(
        asks
            ? new WorkerCommand.Claim(room, Optional.of(held))
            : new WorkerCommand.Claim(0, Optional.empty()));
    exchanging = true;
    int before = introductions;
    send(
        commands,
        Duration.ZERO,
        response -> {
          exchanging = false;
          if (response == null) {
            later(backoff(), this::wake);
            counted = false;
          } else {
            received(response, sent, asks ? room : 0);
            doubt(before);
          }
          deliver();
          if (again) {
            again = false;
            wake();
          }
        });
  }

  private void received(WorkerResponse response, List<End> sent, int room) {
    sent.forEach(end -> hands.end(end.lease));
    unsent.removeAll(sent);
    if (response.replies().getLast() instanceof Reply.Work(Claimed claimed)) {
      take(claimed);
      int left = room - claimed.assignments().size() - claimed.resumptions().size();
      if (left > 0 && isWorthWaiting(claimed)) {
        polling = left;
        poll();
      }
    }
  }

  /** What the server counted before it knew the plan again says nothing. */
  private void doubt(int before) {
    if (before != introductions) {
      counted = false;
      again |= !introducing;
    }
  }

  private boolean isWorthWaiting(Claimed claimed) {
    return claimed.standing() == Standing.ACTIVE && (assistant || claimed.live() > 0);
  }

  private void take(Claimed claimed) {
    hands.take(claimed);
    counts = claimed;
    counted = true;
    if (claimed.standing() == Standing.UNREGISTERED) {
      introduce();
    }
  }

  private void poll() {
    if (polling == 0 || pollUnderWay || phase != Phase.WORKING) {
      return;
    }
    pollUnderWay = true;
    polledAt = world.agenda.nanos();
    int before = introductions;
    send(
        List.of(
            new WorkerCommand.Heartbeat(leases(), seen),
            new WorkerCommand.Claim(polling, Optional.of(hands.held()))),
        silence.isZero() ? HELD : silence,
        response -> {
          pollUnderWay = false;
          if (response != null
              && response.replies().getFirst() instanceof Reply.Beat beat
              && response.replies().getLast() instanceof Reply.Work(Claimed claimed)) {
            felt(beat);
            take(claimed);
            doubt(before);
            if (!hands.given.isEmpty() || !hands.resumed.isEmpty() || !isWorthWaiting(claimed)) {
              polling = 0;
              wake();
            } else {
              poll();
            }
          } else {
            polling = 0;
            counted = false;
            silence = Duration.ZERO;
            later(backoff(), this::wake);
          }
        });
  }

  /** Starts what was given, and leaves if there is nothing more to expect. */
  private void deliver() {
    List<Resumption> resumed = List.copyOf(hands.resumed);
    hands.resumed.clear();
    List<Assignment> given = List.copyOf(hands.given);
    hands.given.clear();
    for (Resumption one : resumed) {
      Attempt attempt = attempts.get(one.taskId());
      if (attempt != null && attempt.parked) {
        attempt.parked = false;
        later(time(attempt), () -> finish(attempt));
      }
    }
    given.forEach(this::start);
    Claimed known = counts;
    boolean nothingLeft =
        draining
            || (known != null
                && counted
                && !introducing
                && ((known.live() == 0 && !assistant && known.standing() == Standing.ACTIVE)
                    || known.standing() == Standing.DISABLED));
    if (attempts.isEmpty() && unsent.isEmpty() && !exchanging && nothingLeft) {
      leave(known != null && known.standing() == Standing.ACTIVE && !draining);
    }
  }

  private long time(Attempt attempt) {
    return world.chance.spread(
        Chance.MILLI, world.places.recipe(attempt.assignment.taskId()).longest());
  }

  private void start(Assignment assignment) {
    Attempt attempt = new Attempt(assignment);
    Attempt before = attempts.put(assignment.taskId(), attempt);
    if (before != null) {
      stopped(before);
    }
    turns(assignment).forEach(world.laws::started);
    Recipe recipe = world.places.recipe(assignment.taskId());
    if (assistant && assignment.members().isEmpty() && world.places.isThere(recipe.id())) {
      later(Chance.MILLI, () -> end(attempt, Outcome.DONE));
    } else if (!recipe.found().isEmpty() && assignment.members().isEmpty()) {
      later(time(attempt), () -> await(attempt, recipe));
    } else {
      later(time(attempt), () -> finish(attempt));
    }
  }

  private List<Laws.Turn> turns(Assignment assignment) {
    List<Laws.Turn> turns = new ArrayList<>();
    List<Assignment> all =
        assignment.members().isEmpty() ? List.of(assignment) : assignment.members();
    all.forEach(one -> turns.add(new Laws.Turn(one.taskId(), one.attempt(), name)));
    return turns;
  }

  private void stopped(Attempt attempt) {
    if (!attempt.over) {
      attempt.over = true;
      turns(attempt.assignment).forEach(world.laws::stopped);
    }
  }

  private void await(Attempt attempt, Recipe recipe) {
    if (attempt.over || attempt.lost || attempt.cancelled) {
      finish(attempt);
      return;
    }
    List<String> fresh = new ArrayList<>(world.places.closure(recipe.found()));
    fresh.removeAll(plan.keySet());
    look(recipe.found());
    announce(
        fresh,
        () -> {
          if (attempt.over) {
            return;
          }
          hands.asks(recipe.id());
          attempt.asked = true;
          insist(
              List.of(
                  new WorkerCommand.Await(
                      recipe.id(), attempt.lease().attempt(), List.of(), recipe.found())),
              response -> awaited(attempt, response));
          wake();
        });
  }

  private void awaited(Attempt attempt, WorkerResponse response) {
    Awaited answer = new Awaited.Refused(Refusal.ATTEMPT_OVER);
    if (response.replies().getFirst() instanceof Reply.Waits(Awaited told)) {
      answer = told;
    }
    if (answer instanceof Awaited.Refused(Refusal why) && why == Refusal.ALREADY_PARKED) {
      answer = new Awaited.Parked();
    }
    String task = attempt.lease().taskId();
    if (answer instanceof Awaited.Parked) {
      attempt.parked = true;
      hands.park(task);
      wake();
    } else {
      hands.goesOn(task);
      if (answer instanceof Awaited.Settled) {
        later(time(attempt), () -> finish(attempt));
      } else {
        end(attempt, new Outcome.Failed("It cannot wait: " + answer, false));
      }
    }
  }

  private void finish(Attempt attempt) {
    Recipe recipe = world.places.recipe(attempt.lease().taskId());
    if (attempt.over) {
      return;
    }
    if (attempt.lost) {
      lose(attempt);
    } else if (attempt.cancelled) {
      end(attempt, new Outcome.Released());
    } else if (world.chance.once(recipe.clumsy())) {
      end(attempt, new Outcome.Failed("boom", world.chance.once(8)));
    } else {
      turns(attempt.assignment).forEach(turn -> world.places.make(turn.task()));
      end(attempt, Outcome.DONE);
    }
  }

  private void end(Attempt attempt, Outcome outcome) {
    if (attempt.over) {
      return;
    }
    if (attempt.lost) {
      lose(attempt);
      return;
    }
    if (outcome instanceof Outcome.Failed) {
      turns(attempt.assignment).forEach(world.laws::broke);
    }
    if (outcome.equals(Outcome.DONE)) {
      for (Laws.Turn turn : turns(attempt.assignment)) {
        world.laws.completed(turn);
        plan.computeIfPresent(turn.task(), (id, before) -> Presence.DONE);
      }
    }
    stopped(attempt);
    attempts.remove(attempt.lease().taskId(), attempt);
    unsent.add(new End(attempt.lease(), outcome));
    wake();
  }

  private void lose(Attempt attempt) {
    stopped(attempt);
    attempts.remove(attempt.lease().taskId(), attempt);
    wake();
  }

  private void beat() {
    if (phase != Phase.WORKING) {
      return;
    }
    boolean heard = pollUnderWay && world.agenda.nanos() - polledAt < silence.toNanos();
    if (heard && hands.leases().isEmpty()) {
      later(beat, this::beat);
      return;
    }
    send(
        List.of(new WorkerCommand.Heartbeat(leases(), seen)),
        Duration.ZERO,
        response -> {
          if (response != null && response.replies().getLast() instanceof Reply.Beat told) {
            felt(told);
          }
          later(beat, this::beat);
        });
  }

  private List<Lease> leases() {
    List<Lease> leases = hands.leases();
    unsent.forEach(end -> leases.remove(end.lease));
    return leases;
  }

  private void felt(Reply.Beat told) {
    silence = told.silence();
    Pulse pulse = told.pulse();
    for (Lease lease : pulse.lost()) {
      if (hands.holds(lease) && unsent.stream().noneMatch(end -> end.lease.equals(lease))) {
        hands.end(lease);
        attempts.values().stream()
            .filter(attempt -> attempt.lease().equals(lease))
            .findFirst()
            .ifPresent(attempt -> {
              attempt.lost = true;
              later(world.chance.spread(Chance.MILLI, Chance.SECOND), () -> finish(attempt));
            });
      }
    }
    for (WorkerMessage message : pulse.messages()) {
      if (message.number() > seen) {
        seen = message.number();
        obey(message);
      }
    }
    if (pulse.standing() == Standing.UNREGISTERED) {
      introduce();
    }
  }

  private void obey(WorkerMessage message) {
    switch (message) {
      case WorkerMessage.Slots change -> {
        slots = Math.max(1, change.slots());
        wake();
      }
      case WorkerMessage.Stop stop -> {
        Attempt attempt = attempts.get(stop.taskId());
        if (attempt != null && attempt.lease().attempt() == stop.attempt()) {
          attempt.cancelled = true;
          later(world.chance.spread(Chance.MILLI, Chance.SECOND), () -> finish(attempt));
        }
      }
      case WorkerMessage.ForTask _, WorkerMessage.Start _, WorkerMessage.Delete _ -> {}
    }
  }

  private void introduce() {
    if (introducing || phase != Phase.WORKING) {
      return;
    }
    introducing = true;
    introductions++;
    register(() ->
        announce(
            assistant ? List.of() : List.copyOf(plan.keySet()),
            () -> {
              introducing = false;
              introductions++;
              counted = false;
              wake();
            }));
  }

  /** Asks how its tasks stand, and says goodbye once. */
  private void leave(boolean hopeless) {
    phase = Phase.LEAVING;
    insist(
        List.of(new WorkerCommand.Ask(List.copyOf(plan.keySet()))),
        response -> {
          if (hopeless && response.replies().getFirst() instanceof Reply.News(var news)) {
            Resignation.check(world, plan, news);
          }
          world.chronicle.note("leaves", name);
          send(List.of(new WorkerCommand.Forget()), Duration.ZERO, any -> {});
          phase = Phase.GONE;
        });
  }

  @Override
  public String toString() {
    return name
        + " "
        + phase
        + (paused ? " paused" : "")
        + " attempts="
        + attempts.keySet()
        + " hand="
        + hands.leases()
        + " unsent="
        + unsent
        + " polling="
        + polling
        + " exchanging="
        + exchanging
        + " introducing="
        + introducing
        + " counts="
        + counts;
  }
}
