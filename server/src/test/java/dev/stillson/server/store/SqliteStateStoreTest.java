package dev.stillson.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStateStoreTest extends StateStoreContract {
  @TempDir Path folder;

  @Override
  StateStore store(String release) {
    return new SqliteStateStore(folder.resolve("data"), release);
  }

  private Path file() {
    return folder.resolve("data/state.db");
  }

  @Override
  void layOut(String version) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file(), null, null)
        .locations("classpath:dev/stillson/server/store/sqlite")
        .target(version)
        .load()
        .migrate();
  }

  @Override
  Connection operator() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  private void assertDamaged() {
    try (StateStore store = store()) {
      assertThatThrownBy(store::open)
          .isInstanceOf(UnusableStateException.class)
          .hasMessageContaining("damaged")
          .hasMessageContaining(file().toString());
    }
  }

  private void fill() {
    try (StateStore store = store()) {
      store.open();
      for (int i = 0; i < 200; i++) {
        store.commit(audit("x".repeat(3_000)));
      }
    }
  }

  @Test
  void garbageIsNotTakenForAnEmptyState() throws IOException {
    fill();
    byte[] garbage =
        "this is no database ".repeat(1_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Files.write(file(), garbage);
    assertDamaged();
    assertThat(Files.readAllBytes(file())).isEqualTo(garbage);
  }

  @Test
  void aTruncatedFileIsNotTakenForAState() throws IOException {
    fill();
    try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
      raw.setLength(raw.length() / 2);
    }
    assertDamaged();
  }

  @Test
  void anEmptyFileIsNotTakenForAnEmptyState() throws IOException {
    fill();
    Files.write(file(), new byte[0]);
    assertDamaged();
  }

  @Test
  void aMissingFileIsNotTakenForAnEmptyState() throws IOException {
    fill();
    Files.delete(file());
    try (StateStore store = store()) {
      assertThatThrownBy(store::open)
          .isInstanceOf(UnusableStateException.class)
          .hasMessageContaining("missing")
          .hasMessageContaining(file().toString());
    }
  }
}
