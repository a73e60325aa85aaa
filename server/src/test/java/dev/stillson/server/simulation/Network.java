package dev.stillson.server.simulation;

import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests to the server and answers back; loses, doubles, delays and reorders them. It
 * also keeps old reports, and lets one arrive once more when its worker has gone on to other
 * things, perhaps to the next attempt of the same task.
 */
final class Network {
  /** How long a client waits for an answer that the server need not hold. */
  private static final long PATIENCE = 30 * Chance.SECOND;

  private static final int KEPT = 6;

  private final Map<String, List<Call>> reports = new HashMap<>();
  private final Agenda agenda;
  private final Chance chance;
  private final Chronicle chronicle;
  private final Daemon daemon;
  private Weather weather = Weather.CALM;

  Network(Agenda agenda, Chance chance, Chronicle chronicle, Daemon daemon) {
    this.agenda = agenda;
    this.chance = chance;
    this.chronicle = chronicle;
    this.daemon = daemon;
  }

  void weather(Weather now) {
    weather = now;
  }

  /** One request, from the client's point of view. */
  final class Call {
    final WorkerRequest request;
    private final byte[] bytes;
    private @Nullable Consumer<@Nullable WorkerResponse> caller;

    private Call(WorkerRequest request, byte[] bytes, Consumer<@Nullable WorkerResponse> caller) {
      this.request = request;
      this.bytes = bytes;
      this.caller = caller;
    }

    byte[] bytes() {
      return bytes;
    }

    /** The server answered. */
    void answered(int status, byte[] body) {
      if (chance.once(weather.lost())) {
        return;
      }
      agenda.after(delay(), () -> end(status == 200 ? body : null));
    }

    /** The connection broke. */
    void broken() {
      if (chance.once(2)) {
        agenda.after(delay(), () -> end(null));
      }
    }

    private void end(byte @Nullable [] body) {
      Consumer<@Nullable WorkerResponse> waiting = caller;
      if (waiting != null) {
        caller = null;
        WorkerResponse response =
            body == null ? null : WorkerCodec.response(new ByteArrayInputStream(body));
        if (response != null) {
          chronicle.note("heard by " + request.worker() + " " + request.sequence(), response);
        }
        waiting.accept(response);
      }
    }
  }

  /** Sends a request; {@code caller} gets the answer once, or null when there is none. */
  void send(WorkerRequest request, Consumer<@Nullable WorkerResponse> caller) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    WorkerCodec.write(request, body);
    Call call = new Call(request, body.toByteArray(), caller);
    chronicle.note("sent", request);
    agenda.after(request.patience().toNanos() + PATIENCE, () -> call.end(null));
    int copies = chance.once(weather.doubled()) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (!chance.once(weather.lost())) {
        // A copy may come when everybody has forgotten the first one.
        long late = i > 0 && chance.once(2) ? lateness() : delay();
        agenda.after(late, () -> daemon.deliver(call));
      }
    }
    haunt(call);
  }

  /** Lets an old report arrive again, and keeps this one. */
  private void haunt(Call call) {
    List<Call> kept = reports.computeIfAbsent(call.request.worker(), _ -> new ArrayList<>());
    if (!kept.isEmpty() && chance.once(weather.again())) {
      Call ghost = chance.one(kept);
      chronicle.note("again", ghost.request.sequence());
      agenda.after(delay(), () -> daemon.deliver(ghost));
    }
    if (call.request.commands().stream().anyMatch(WorkerCommand.Report.class::isInstance)) {
      kept.add(call);
      if (kept.size() > KEPT) {
        kept.removeFirst();
      }
    }
  }

  private long delay() {
    return chance.once(weather.slow())
        ? lateness()
        : chance.spread(100 * Chance.MICRO, 20 * Chance.MILLI);
  }

  private long lateness() {
    return chance.spread(Chance.SECOND, 4 * Chance.MINUTE);
  }
}
