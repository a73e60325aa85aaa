package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.server.auth.Credentials;
import dev.stillson.server.auth.openid.OpenIdSettings;
import dev.stillson.server.http.LuigiCalls;
import dev.stillson.server.worker.AttemptLogs;
import dev.stillson.server.worker.WorkerProtocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A running server and what a test needs around it. */
final class Rig implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  static final Path LOGS = Path.of("target", "rig-logs");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger WEB_SERVER = Logger.getLogger("io.helidon");

  static {
    WEB_SERVER.setLevel(Level.SEVERE);
  }

  private volatile Instant now = START;
  final MemoryState state = new MemoryState(() -> now);
  final AttemptLogs logs = new AttemptLogs(LOGS, 1 << 20);
  final WorkerProtocol workers = new WorkerProtocol(state, logs);
  final Calls luigi = new Calls();
  final StillsonServer server;
  final Wire wire;

  Rig() throws ServerStartException {
    this(ServerOptions.LOCAL, Credentials.NONE);
  }

  Rig(ServerOptions options, Credentials credentials) throws ServerStartException {
    this(options, credentials, Optional.empty());
  }

  Rig(ServerOptions options, Credentials credentials, Optional<OpenIdSettings> provider)
      throws ServerStartException {
    this(options, credentials, provider, PATIENCE, true);
  }

  /** A server that waits for {@code patience} for what a worker answers to a person. */
  Rig(Duration patience) throws ServerStartException {
    this(ServerOptions.LOCAL, Credentials.NONE, Optional.empty(), patience, true);
  }

  private Rig(
      ServerOptions options,
      Credentials credentials,
      Optional<OpenIdSettings> provider,
      Duration patience,
      boolean open)
      throws ServerStartException {
    server =
        StillsonServer.listen(
            StillsonServer.examine(options.withPort(0), credentials, provider),
            new StillsonServer.Parts(
                state,
                credentials,
                provider,
                luigi,
                (request, reply) -> {
                  reply.write(request.readAllBytes());
                  return 200;
                },
                logs,
                workers.starts(),
                workers.deletions(),
                patience,
                () -> List.of("Family A was announced by other code"),
                () -> now));
    if (open) {
      server.open();
    }
    wire = new Wire(server.port());
  }

  /** One that listens and is not open yet. */
  static Rig starting() throws ServerStartException {
    return new Rig(ServerOptions.LOCAL, Credentials.NONE, Optional.empty(), PATIENCE, false);
  }

  /** Answers with what it was asked. */
  static final class Calls implements LuigiCalls {
    volatile @Nullable String method;
    volatile @Nullable String data;
    volatile String answer = "{\"response\": null}";

    @Override
    public Set<String> methods() {
      return Set.of("ping", "add_task", "get_work", "task_list", "pause", "count_pending");
    }

    @Override
    public byte[] call(String method, @Nullable String data) throws LuigiFailure {
      this.method = method;
      this.data = data;
      if ("fail".equals(data)) {
        throw new LuigiFailure("The argument <data> is no JSON");
      }
      return answer.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** What {@code path} holds. */
  JsonNode get(String path) throws IOException {
    Wire.Answer answer = wire.get(path).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  void announce(String worker, String id, String family, String... dependencies) {
    state.apply(
        new Command.Announce(
            worker, List.of(Announcement.pending(id, family, List.of(dependencies)))));
  }

  Assignment claim(String worker) {
    return state.apply(new Command.Claim(worker, 1)).assignments().getFirst();
  }

  void fail(String worker, String id, int attempt, String error) {
    state.apply(new Command.Report(worker, id, attempt, new Outcome.Failed(error, true)));
  }

  void move(Duration time) {
    now = now.plus(time);
  }

  @Override
  public void close() {
    server.close();
  }
}
