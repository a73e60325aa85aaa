package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.server.auth.Credentials;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.scheduler.StateSettings;
import dev.stillson.server.worker.AttemptLogs;
import dev.stillson.server.worker.WorkerProtocol;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backfills and the end of the server that began them. */
@Timeout(120)
class BackfillRestartTest {
  private static final String ORDER =
      """
      {"family": "Load", "parameter": "day", "values": ["1", "2", "3", "4"], "limit": 2,
       "parameters": {"lang": "de"}}
      """;

  @TempDir Path folder;

  /** A server with a stored state. */
  private static final class Daemon implements AutoCloseable {
    final ServerState state;
    final WorkerProtocol workers;
    final StillsonServer server;
    final Wire wire;
    private boolean closed;

    Daemon(StateSettings settings, Path logs) throws ServerStartException {
      AttemptLogs attempts = new AttemptLogs(logs, 1 << 20);
      state = ServerState.open(settings, SchedulerSettings.DAEMON, InstantSource.system());
      workers = new WorkerProtocol(state.scheduler(), attempts);
      server =
          StillsonServer.listen(
              StillsonServer.examine(
                  ServerOptions.LOCAL.withPort(0), Credentials.NONE, Optional.empty()),
              new StillsonServer.Parts(
                  state,
                  Credentials.NONE,
                  Optional.empty(),
                  new Rig.Calls(),
                  workers::handle,
                  attempts,
                  workers.starts(),
                  workers.deletions(),
                  Duration.ofSeconds(60),
                  List::of,
                  InstantSource.system()));
      server.open();
      wire = new Wire(server.port());
    }

    Loader loader(int heard) {
      return new Loader(state.scheduler(), workers, heard);
    }

    JsonNode post(String path, String body) throws Exception {
      Wire.Answer answer = wire.post("/api/v1/backfills" + path).json(body).send();
      assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
      return answer.json();
    }

    /** The one backfill, once it is as wanted. */
    JsonNode when(Predicate<JsonNode> wanted) throws Exception {
      while (true) {
        JsonNode all = wire.get("/api/v1/backfills").send().json().get("backfills");
        if (all.size() == 1 && wanted.test(all.get(0))) {
          return all.get(0);
        }
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        server.close();
      }
    }
  }

  private Daemon daemon(String name) throws Exception {
    return new Daemon(StateSettings.in(folder.resolve(name)), folder.resolve("logs"));
  }

  /** What a server finds that is started after the one of state {@code from} was killed now. */
  private void kill(String from, String to) throws Exception {
    Files.createDirectories(folder.resolve(to));
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(from + "/state.db"));
        PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, folder.resolve(to + "/state.db").toString());
      copy.execute();
    }
  }

  @Test
  void itGoesOnAfterTheServerWasKilled() throws Exception {
    try (Daemon first = daemon("first")) {
      Loader loader = first.loader(0);
      loader.register();
      first.post("", ORDER);
      loader.begin();
      loader.begin();
      first.when(one -> one.get("started").asInt() == 2);
      kill("first", "second");
    }
    try (Daemon second = daemon("second")) {
      Loader loader = second.loader(2);
      assertThat(second.when(_ -> true).get("started").asInt()).isEqualTo(2);
      loader.done("Load_1");
      assertThat(loader.begin()).isEqualTo("Load_3");
      loader.done("Load_2");
      assertThat(loader.begin()).isEqualTo("Load_4");
      loader.done("Load_3");
      loader.done("Load_4");
      JsonNode end = second.when(one -> one.get("condition").asString().equals("over"));
      assertThat(end.get("ended").asInt()).isEqualTo(4);
      assertThat(end.get("failed").asInt()).isZero();
    }
  }

  @Test
  void aValueThatWasAboutToBeStartedWhenTheServerWasKilledIsStartedAgain() throws Exception {
    try (Daemon first = daemon("first")) {
      Loader loader = first.loader(0);
      loader.register();
      first.post("", ORDER);
      assertThat(loader.wish().parameters()).containsEntry("day", "1").containsEntry("lang", "de");
      kill("first", "second");
    }
    try (Daemon second = daemon("second")) {
      Loader loader = second.loader(1);
      assertThat(loader.begin()).isEqualTo("Load_1");
      assertThat(loader.begin()).isEqualTo("Load_2");
      second.when(one -> one.get("started").asInt() == 2);
    }
  }

  @Test
  void oneThatIsPausedStaysPausedAndCountsWhatEnds() throws Exception {
    String id;
    try (Daemon first = daemon("state")) {
      Loader loader = first.loader(0);
      loader.register();
      id = first.post("", ORDER).get("id").asString();
      loader.begin();
      loader.begin();
      first.when(one -> one.get("started").asInt() == 2);
      first.post("/" + id + "/pause", "{}");
    }
    try (Daemon second = daemon("state")) {
      Loader loader = second.loader(2);
      loader.done("Load_1");
      loader.done("Load_2");
      JsonNode now = second.when(one -> one.get("ended").asInt() == 2);
      assertThat(now.get("condition").asString()).isEqualTo("paused");
      assertThat(loader.messages()).hasSize(2);
      second.post("/" + id + "/resume", "{}");
      assertThat(loader.begin()).isEqualTo("Load_3");
    }
  }

  @Test
  void theServerThatTakesOverGoesOnWithIt() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      StateSettings settings =
          StateSettings.at("postgresql://postgres@localhost:" + postgres.getPort() + "/postgres")
              .withStandby(true);
      Daemon first = new Daemon(settings, folder.resolve("logs"));
      try (Daemon second = new Daemon(settings, folder.resolve("logs"))) {
        Loader loader = first.loader(0);
        loader.register();
        first.post("", ORDER.replace("\"limit\": 2", "\"limit\": 1"));
        loader.begin();
        first.when(one -> one.get("started").asInt() == 1);
        assertThat(second.wire.post("/api/v1/backfills").json(ORDER).send().status())
            .isEqualTo(503);
        first.close();
        while (!second.state.health().isReady()) {
          Thread.onSpinWait();
        }
        Loader now = second.loader(1);
        now.done("Load_1");
        assertThat(now.begin()).isEqualTo("Load_2");
        second.when(one -> one.get("started").asInt() == 2);
      } finally {
        first.close();
      }
    }
  }
}
