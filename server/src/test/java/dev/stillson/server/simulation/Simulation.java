package dev.stillson.server.simulation;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.server.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One world from its beginning to its end: some minutes in which everything goes wrong, then calm
 * weather in which everything must come to its end.
 */
final class Simulation {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final long seed;
  private final Chance chance;
  private final Agenda agenda = new Agenda();
  private final Chronicle chronicle = new Chronicle(agenda);
  private final Laws laws;
  private final Daemon daemon;
  private final Network network;
  private final Places places;
  private final ModelWorker.Surroundings surroundings;
  private final List<ModelWorker> workers = new ArrayList<>();
  private int named;
  private boolean stormy = true;
  private final boolean deleting;

  Simulation(long seed, Path logs, Optional<StateStore> real) {
    this.seed = seed;
    this.laws = new Laws(real);
    this.chance = new Chance(seed);
    this.deleting = chance.once(2);
    SchedulerSettings settings =
        new SchedulerSettings(
            Duration.ofSeconds(chance.between(1, 120)),
            Duration.ofMinutes(10),
            TIMEOUT,
            Duration.ofMinutes(chance.between(1, 10)),
            Duration.ofSeconds(10),
            chance.below(4),
            false);
    daemon = new Daemon(agenda, chance, chronicle, laws, laws.store(), settings, logs);
    network = new Network(agenda, chance, chronicle, daemon);
    places = new Places(chance, 2 + chance.below(20));
    surroundings = new ModelWorker.Surroundings(agenda, chance, network, laws, places, chronicle);
  }

  long steps() {
    return agenda.steps();
  }

  long mark() {
    return chronicle.mark();
  }

  Laws laws() {
    return laws;
  }

  int stops() {
    return daemon.stops();
  }

  int kills() {
    return daemon.kills();
  }

  void run() {
    try {
      daemon.start();
      storm();
      calm();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "Seed %d, after %d steps: %s%nThe last events:%n%s%s"
              .formatted(seed, agenda.steps(), e.getMessage(), chronicle.last(), standings()),
          e);
    }
  }

  private String standings() {
    StringBuilder text = new StringBuilder();
    workers.forEach(worker -> text.append(worker).append('\n'));
    laws.store().rows().tasks().forEach(row -> text.append(row).append('\n'));
    laws.store().rows().workers().forEach(row -> text.append(row).append('\n'));
    return text.toString();
  }

  private void storm() {
    Weather weather = Weather.of(chance);
    daemon.weather(weather);
    network.weather(weather);
    chronicle.note("weather", weather);
    hire();
    event();
    long end = chance.spread(2 * Chance.MINUTE, 40 * Chance.MINUTE);
    boolean more = true;
    while (more) {
      more = agenda.step(end);
    }
  }

  private void event() {
    if (!stormy) {
      return;
    }
    happen();
    agenda.after(chance.spread(50 * Chance.MILLI, Chance.MINUTE), this::event);
  }

  private List<ModelWorker> there() {
    return workers.stream().filter(ModelWorker::isThere).toList();
  }

  private void happen() {
    List<ModelWorker> there = there();
    switch (chance.below(12)) {
      case 0, 1, 2 -> hire();
      case 3 -> {
        if (!there.isEmpty()) {
          ModelWorker one = chance.one(there);
          chronicle.note("dies", one.name);
          one.die();
        }
      }
      case 4, 5 -> {
        if (!there.isEmpty()) {
          ModelWorker one = chance.one(there);
          chronicle.note("pauses", one.name);
          one.pause();
          agenda.after(chance.spread(Chance.SECOND, 5 * Chance.MINUTE), one::goOn);
        }
      }
      case 6 -> jump();
      case 7 -> {
        if (deleting) {
          String id = chance.one(places.ids());
          chronicle.note("deleted", id);
          places.delete(id);
        }
      }
      case 8 -> operate();
      case 9 -> {
        if (chance.once(3)) {
          daemon.stop();
        }
      }
      default -> {}
    }
  }

  private void hire() {
    if (there().size() >= 5) {
      return;
    }
    List<String> roots = new ArrayList<>();
    boolean assistant = chance.once(5);
    if (!assistant) {
      for (int i = 1 + chance.below(3); i > 0; i--) {
        roots.add(chance.one(places.ids()));
      }
    }
    ModelWorker worker =
        new ModelWorker(surroundings, "w" + named++, 1 + chance.below(3), assistant, roots);
    chronicle.note("begins", worker.name + " " + roots);
    workers.add(worker);
    worker.begin();
  }

  private void jump() {
    if (chance.once(3)) {
      Duration by =
          chance.once(2)
              ? Duration.ofMillis(-chance.spread(1, 3_600_000))
              : Duration.ofMillis(chance.spread(1, 86_400_000));
      chronicle.note("clock", by);
      agenda.jump(by);
    }
  }

  private void operate() {
    String task = chance.one(places.ids());
    daemon.operate(
        switch (chance.below(7)) {
          case 0 -> new Command.Pause();
          case 1, 2 -> new Command.Resume();
          case 3 -> new Command.SetResource("disk", 1 + chance.below(3));
          case 4 -> new Command.SetPriority(task, chance.below(5));
          case 5 -> new Command.ForgiveFailures(task);
          default -> new Command.SetSlots("w" + chance.below(named + 1), 1 + chance.below(4));
        });
  }

  private void calm() {
    stormy = false;
    chronicle.note("calm", "");
    daemon.weather(Weather.CALM);
    network.weather(Weather.CALM);
    workers.stream().filter(ModelWorker::isThere).forEach(ModelWorker::goOn);
    // What the storm held up arrives, and a server that is away comes back.
    pass(5 * Chance.MINUTE);
    daemon.operate(new Command.Resume());
    daemon.operate(new Command.SetResource("disk", 9));
    pass(3 * Chance.MINUTE);
    checkLeases();
    long end = agenda.nanos() + 180 * Chance.MINUTE;
    boolean more = true;
    while (more && there().stream().anyMatch(worker -> !worker.isAssistant())) {
      more = agenda.step(end);
    }
    Laws.that(
        there().stream().allMatch(ModelWorker::isAssistant), "no worker waits for ever", there());
    there().forEach(ModelWorker::drain);
    pass(10 * Chance.MINUTE);
    Laws.that(there().isEmpty(), "assistants leave when they are told to", there());
    // What is due by a clock that was wrong is done by it.
    pass(20 * Chance.MINUTE + agenda.setBack());
    Snapshot rows = laws.store().rows();
    Laws.that(rows.workers().isEmpty(), "who left is forgotten", rows.workers());
    Laws.that(rows.tasks().isEmpty(), "what nobody needs is forgotten", rows.tasks());
  }

  private void pass(long nanos) {
    long end = agenda.nanos() + nanos;
    boolean more = true;
    while (more) {
      more = agenda.step(end);
    }
  }

  /** Nothing runs at a worker that is not there any more. */
  private void checkLeases() {
    for (TaskRow row : laws.store().rows().tasks()) {
      if (row.attempt().isPresent() && row.attempt().get().live()) {
        String worker = row.attempt().get().worker();
        Laws.that(
            there().stream().anyMatch(one -> one.name.equals(worker)),
            "nothing runs at a worker that is gone",
            row);
      }
    }
  }
}
