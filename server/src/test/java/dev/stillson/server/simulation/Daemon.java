package dev.stillson.server.simulation;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.scheduler.SteppedServer;
import dev.stillson.server.store.MirrorStore;
import dev.stillson.server.store.StoreException;
import dev.stillson.server.worker.AttemptLogs;
import dev.stillson.server.worker.WorkerProtocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server's process: started, killed and started again; its threads take turns by chance. */
final class Daemon {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Agenda agenda;
  private final Chance chance;
  private final Chronicle chronicle;
  private final Laws laws;
  private final MirrorStore store;
  private final SchedulerSettings settings;
  private final Path logs;
  private final List<Handling> handlings = new ArrayList<>();
  private Weather weather = Weather.CALM;
  private @Nullable Life life;
  private @Nullable Snapshot expected;
  private long turnAt = Long.MAX_VALUE;
  private boolean storing;
  private boolean stopping;
  private boolean wrapped;
  private int kills;
  private int stops;

  /** What is lost when the process is killed. */
  private static final class Life {
    final SteppedServer server;
    final WorkerProtocol protocol;
    final Set<Applied> applied = new HashSet<>();

    Life(SteppedServer server, WorkerProtocol protocol) {
      this.server = server;
      this.protocol = protocol;
    }
  }

  /** A request that was answered. */
  private record Applied(String worker, long sequence) {}

  Daemon(
      Agenda agenda,
      Chance chance,
      Chronicle chronicle,
      Laws laws,
      MirrorStore store,
      SchedulerSettings settings,
      Path logs) {
    this.agenda = agenda;
    this.chance = chance;
    this.chronicle = chronicle;
    this.laws = laws;
    this.store = store;
    this.settings = settings;
    this.logs = logs;
  }

  void weather(Weather now) {
    weather = now;
  }

  /** How often it was killed. */
  int kills() {
    return kills;
  }

  /** How often it ended when it was asked to. */
  int stops() {
    return stops;
  }

  /** The process is asked to end: it takes no more, and stores and answers what it has. */
  void stop() {
    if (life != null && !stopping) {
      chronicle.note("asked to end", stops);
      stopping = true;
      wantTurn(0);
    }
  }

  /** Once it has handed over all it has, and that is stored: it answers, and is gone. */
  private void end(Life mine) {
    if (!wrapped || storing || mine.server.isStoring()) {
      return;
    }
    stops++;
    mine.server.close();
    for (Handling handling : List.copyOf(handlings)) {
      if (handling.talk.isReady()) {
        handling.proceed();
      }
    }
    Laws.that(
        handlings.stream().noneMatch(one -> one.caller.call().isPresent()),
        "who stops answers everybody",
        handlings.size());
    leave();
  }

  void start() {
    SteppedServer server =
        new SteppedServer(store, settings, agenda, agenda::nanos, committed -> {});
    WorkerProtocol protocol =
        new WorkerProtocol(
            new WatchedScheduler(server.scheduler(), laws, this::isEcho),
            new AttemptLogs(logs, 1 << 20));
    Life born = new Life(server, protocol);
    life = born;
    open(born);
    tend(born);
  }

  private void open(Life mine) {
    if (life != mine) {
      return;
    }
    try {
      mine.server.open();
      chronicle.note("opened", mine.server.isOpen());
      wantTurn(0);
    } catch (StoreException e) {
      agenda.after(chance.spread(50 * Chance.MILLI, 2 * Chance.SECOND), () -> open(mine));
    }
  }

  private void kill() {
    if (life == null) {
      return;
    }
    kills++;
    chronicle.note("killed", kills);
    leave();
  }

  private void leave() {
    life = null;
    expected = null;
    turnAt = Long.MAX_VALUE;
    storing = false;
    stopping = false;
    wrapped = false;
    List<Handling> broken = List.copyOf(handlings);
    handlings.clear();
    broken.forEach(handling -> handling.caller.broken());
    agenda.after(chance.spread(50 * Chance.MILLI, 2 * Chance.MINUTE), this::start);
  }

  /** Somebody whom the server answers. */
  interface Caller {
    /** What the call wants of the server, as often as it has to be told. */
    int talk(WorkerProtocol protocol, SteppedServer server, ByteArrayOutputStream reply)
        throws IOException;

    void answered(int status, byte[] body);

    void broken();

    default Optional<Network.Call> call() {
      return Optional.empty();
    }
  }

  private final class Handling {
    private final Life mine;
    private final Caller caller;
    private final SteppedServer.Talk talk;
    private byte[] body = new byte[0];
    private int status;
    private boolean scheduled;

    Handling(Life mine, Caller caller) {
      this.mine = mine;
      this.caller = caller;
      this.talk = mine.server.talk(this::body);
    }

    private void body() {
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      try {
        status = caller.talk(mine.protocol, mine.server, reply);
      } catch (SchedulerUnavailableException e) {
        status = UNAVAILABLE;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      body = reply.toByteArray();
    }

    private void answered(WorkerRequest request) {
      boolean echo = !mine.applied.add(new Applied(request.worker(), request.sequence()));
      laws.answered(request, echo, body);
    }

    private void proceed() {
      scheduled = false;
      if (life != mine) {
        return;
      }
      speaking = this;
      boolean over;
      try {
        over = talk.proceed();
      } finally {
        speaking = null;
      }
      if (over) {
        handlings.remove(this);
        if (status == OK) {
          caller.call().ifPresent(call -> answered(call.request));
        }
        caller.answered(status, body);
      } else {
        wantTurn(chance.spread(10 * Chance.MICRO, 2 * Chance.MILLI));
      }
    }
  }

  private @Nullable Handling speaking;

  private boolean isEcho() {
    Handling handling = speaking;
    if (handling == null || handling.caller.call().isEmpty()) {
      return false;
    }
    WorkerRequest request = handling.caller.call().get().request;
    return handling.mine.applied.contains(new Applied(request.worker(), request.sequence()));
  }

  /** A request arrives. */
  void deliver(Network.Call call) {
    handle(
        new Caller() {
          @Override
          public int talk(
              WorkerProtocol protocol, SteppedServer server, ByteArrayOutputStream reply)
              throws IOException {
            return protocol.handle(new ByteArrayInputStream(call.bytes()), reply);
          }

          @Override
          public void answered(int status, byte[] body) {
            call.answered(status, body);
          }

          @Override
          public void broken() {
            call.broken();
          }

          @Override
          public Optional<Network.Call> call() {
            return Optional.of(call);
          }
        });
  }

  /** A person wants something; whether it was done is not told. */
  void operate(Command<?> command) {
    chronicle.note("operator", command);
    handle(
        new Quiet() {
          @Override
          public int talk(
              WorkerProtocol protocol, SteppedServer server, ByteArrayOutputStream reply) {
            server.scheduler().apply(command);
            return OK;
          }
        });
  }

  private interface Quiet extends Caller {
    @Override
    default void answered(int status, byte[] body) {}

    @Override
    default void broken() {}
  }

  private void tend(Life mine) {
    if (life != mine) {
      return;
    }
    handle(
        new Quiet() {
          @Override
          public int talk(
              WorkerProtocol protocol, SteppedServer server, ByteArrayOutputStream reply) {
            protocol.tend();
            return OK;
          }

          @Override
          public void answered(int status, byte[] body) {
            agenda.after(10 * Chance.SECOND, () -> tend(mine));
          }
        });
  }

  private void handle(Caller caller) {
    Life now = life;
    if (now == null || stopping) {
      caller.broken();
      return;
    }
    Handling handling = new Handling(now, caller);
    handlings.add(handling);
    handling.proceed();
  }

  private void wantTurn(long nanos) {
    Life mine = life;
    long at = agenda.nanos() + nanos;
    if (mine != null && at < turnAt) {
      turnAt = at;
      agenda.after(nanos, () -> turn(mine, at));
    }
  }

  private void turn(Life mine, long at) {
    if (life != mine || turnAt != at) {
      return;
    }
    turnAt = Long.MAX_VALUE;
    if (chance.once(weather.killed())) {
      kill();
      return;
    }
    SteppedServer server = mine.server;
    boolean wasOpen = server.isOpen();
    boolean wasStoring = server.isStoring();
    server.turn();
    if (server.isOpen() && server.isStoring() && !wasStoring && chance.once(16)) {
      expected = server.snapshot().orElse(null);
    }
    resume();
    if (wasOpen && !server.isOpen()) {
      chronicle.note("closed", kills);
      if (stopping) {
        leave();
        return;
      }
      agenda.after(chance.spread(50 * Chance.MILLI, 2 * Chance.SECOND), () -> open(mine));
    } else {
      wrapUp(mine);
      wantStore(mine);
      wantTurn(chance.between(Chance.SECOND, 6 * Chance.SECOND));
    }
  }

  private void wrapUp(Life mine) {
    if (!stopping || wrapped || mine.server.isStoring()) {
      return;
    }
    if (!mine.server.isOpen()) {
      leave();
      return;
    }
    Snapshot known = mine.server.snapshot().orElse(null);
    wrapped = mine.server.wrapUp();
    if (wrapped) {
      expected = known;
      end(mine);
    }
  }

  private void wantStore(Life mine) {
    if (mine.server.isStoring() && !storing) {
      storing = true;
      long wait =
          chance.once(weather.stalls())
              ? chance.spread(100 * Chance.MILLI, 20 * Chance.SECOND)
              : chance.spread(100 * Chance.MICRO, 20 * Chance.MILLI);
      agenda.after(wait, () -> store(mine));
    }
  }

  private void store(Life mine) {
    if (life != mine) {
      return;
    }
    storing = false;
    if (chance.once(weather.killed())) {
      kill();
      return;
    }
    if (chance.once(weather.failing())) {
      store.trouble(
          chance.one(
              List.of(
                  MirrorStore.Trouble.BEFORE,
                  MirrorStore.Trouble.AFTER,
                  MirrorStore.Trouble.GONE)));
      agenda.after(
          chance.spread(100 * Chance.MILLI, Chance.MINUTE),
          () -> store.trouble(MirrorStore.Trouble.NONE));
    }
    mine.server.store();
    Snapshot known = expected;
    expected = null;
    if (known != null && !mine.server.hasFailed()) {
      laws.same(store.rows(), known);
    }
    if (chance.once(weather.killed())) {
      kill();
      return;
    }
    if (wrapped && !mine.server.hasFailed()) {
      end(mine);
      return;
    }
    resume();
    wantTurn(chance.spread(10 * Chance.MICRO, Chance.MILLI));
  }

  /** Whoever has got what it waited for goes on soon. */
  private void resume() {
    for (Handling handling : handlings) {
      if (!handling.scheduled && handling.talk.isReady()) {
        handling.scheduled = true;
        agenda.after(chance.spread(Chance.MICRO, Chance.MILLI), handling::proceed);
      }
    }
  }
}
