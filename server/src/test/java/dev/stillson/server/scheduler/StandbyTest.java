package dev.stillson.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Status;
import dev.stillson.server.scheduler.SchedulerHealth.Condition;
import dev.stillson.server.store.StateInUseException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers on one PostgreSQL. */
@Timeout(120)
class StandbyTest {
  private static ServerState open(EmbeddedPostgres postgres, boolean standby) {
    String url = "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
    return ServerState.open(
        StateSettings.at(url).withStandby(standby),
        SchedulerSettings.DAEMON,
        InstantSource.system());
  }

  private static void announce(ServerState state, String id) {
    state
        .scheduler()
        .apply(new Command.Announce("w", List.of(Announcement.pending(id, "Family", List.of()))));
  }

  @Test
  void afterTheirConnectionsAreCutOneOfTwoServersWritesAndTheOtherStandsBy() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        ServerState first = open(postgres, true)) {
      announce(first, "a");
      assertThatThrownBy(() -> open(postgres, false))
          .isInstanceOf(StateInUseException.class)
          .hasMessageContaining("--standby");
      try (ServerState second = open(postgres, true)) {
        assertThat(second.health().condition()).isEqualTo(Condition.STANDBY);
        assertThat(second.health().text()).contains("Another server has the database");
        assertThatThrownBy(() -> announce(second, "no"))
            .isInstanceOf(SchedulerUnavailableException.class);
        // The lock goes with the connection, and the first server does not notice yet.
        cut(postgres);
        ServerState active = theOneThatTakes("b", first, second);
        ServerState other = active.equals(first) ? second : first;
        assertThatThrownBy(() -> announce(other, "c"))
            .isInstanceOf(SchedulerUnavailableException.class);
        while (other.health().condition() != Condition.STANDBY) {
          Thread.onSpinWait();
        }
        assertThat(active.scheduler().look(Scheduler::counts)).containsEntry(Status.PENDING, 2);
      }
    }
  }

  private static ServerState theOneThatTakes(String id, ServerState... states) {
    while (true) {
      for (ServerState state : states) {
        try {
          announce(state, id);
          return state;
        } catch (SchedulerUnavailableException e) {
          Thread.onSpinWait();
        }
      }
    }
  }

  private static void cut(EmbeddedPostgres postgres) throws Exception {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'stillson'");
    }
  }

  @Test
  void aServerThatStoppedLeavesTheStateToTheOneThatStandsBy() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      ServerState first = open(postgres, false);
      announce(first, "a");
      try (ServerState second = open(postgres, true)) {
        first.close();
        while (!second.health().isReady()) {
          Thread.onSpinWait();
        }
        announce(second, "b");
        assertThat(second.scheduler().look(Scheduler::counts)).containsEntry(Status.PENDING, 2);
      }
    }
  }
}
