package dev.stillson.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.TablePartition;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqliteTest extends EnvironmentContract {
  @Override
  Map<String, String> shop() {
    return Map.of("shop.url", "jdbc:sqlite:data/it's a 100% [shop].db");
  }

  @Override
  String instantType() {
    return "TEXT";
  }

  @Test
  void lookingCreatesNoFile() throws Exception {
    store().existing(List.of(orders(DAY), store().inEnvironment(orders(DAY), "ci")));
    assertThatThrownBy(() -> count(jdbc(), "orders")).hasMessageContaining("has no database yet");

    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void anEnvironmentIsAFileBesideTheRealOne() throws Exception {
    connector
        .client(Jdbc.class, new FakeContext("ci"))
        .load(orders(DAY), load -> load.execute(ORDERS));
    connector.close();

    try (var files = Files.list(folder.resolve("data"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("it's a 100% [shop].env-ci.db");
    }
  }

  @Test
  void aDatabaseThatIsDeletedDuringTheRunIsMadeAnew() throws Exception {
    load(jdbc(), DAY, 3);
    try (var files = Files.list(folder.resolve("data"))) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }

    assertThat(store().existing(List.of(orders(DAY)))).isEmpty();
    load(jdbc(), DAY, 4);

    assertThat(store().existing(List.of(orders(DAY)))).hasSize(1);
    assertThat(count(jdbc(), "orders")).isEqualTo(4);
  }

  @Test
  void aLoadInsideALoadIsRefusedInsteadOfWaitingForItself() {
    assertThatThrownBy(() ->
            jdbc()
                .load(
                    orders(DAY),
                    _ -> jdbc().load(TablePartition.of("shop", "x"), load -> load.execute(ORDERS))))
        .hasMessageStartingWith("A load runs inside another load of the same database");
  }
}
