package dev.stillson.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStateStoreTest extends StateStoreContract {
  @SuppressWarnings("NullAway.Init") // JUnit calls start before all else.
  private EmbeddedPostgres postgres;

  private int databases;

  @BeforeAll
  void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void newDatabase() throws SQLException {
    databases++;
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE state" + databases);
    }
  }

  private String url() {
    return "postgresql://postgres@localhost:" + postgres.getPort() + "/state" + databases;
  }

  @Override
  StateStore store(String release) {
    return new PostgresStateStore(url(), Optional.empty(), Optional.empty(), release);
  }

  @Override
  void layOut(String version) {
    Flyway.configure()
        .dataSource(
            "jdbc:postgresql://localhost:%d/state%d".formatted(postgres.getPort(), databases),
            "postgres",
            "")
        .defaultSchema("stillson")
        .createSchemas(true)
        .locations("classpath:dev/stillson/server/store/postgresql")
        .target(version)
        .load()
        .migrate();
  }

  @Override
  Connection operator() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/state%d?currentSchema=stillson"
            .formatted(postgres.getPort(), databases),
        "postgres",
        "");
  }

  @Test
  void aConnectionThatWasCutIsOpenedAgain() throws SQLException {
    try (StateStore store = store()) {
      store.open();
      store.commit(audit("before"));
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'stillson'");
      assertThatThrownBy(() -> store.commit(audit("cut"))).isInstanceOf(StoreException.class);
      store.open();
      store.commit(audit("after"));
      assertThat(store.history().audit(History.NEWEST, 9))
          .extracting(one -> one.entry().action())
          .containsExactly("after", "before");
    }
  }

  @Test
  void aPasswordIsNotToldInAnError() {
    try (StateStore store =
        new PostgresStateStore(
            "postgresql://ann:s3cret%21@localhost:1/none?sslmode=disable",
            Optional.empty(), Optional.empty(), "1.0")) {
      assertThatThrownBy(store::open)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("postgresql://localhost:1/none")
          .message()
          .doesNotContain("s3cret");
    }
  }
}
