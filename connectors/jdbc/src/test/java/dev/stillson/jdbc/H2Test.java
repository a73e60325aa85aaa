package dev.stillson.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A database that the connector knows nothing about, by the driver on the class path. */
class H2Test extends DatabaseContract {
  @Override
  Map<String, String> shop() {
    return new java.util.HashMap<>(
        Map.of("shop.url", "jdbc:h2:file:" + folder.resolve("shop") + ";NON_KEYWORDS=VALUE,DAY"));
  }

  @Override
  String instantType() {
    return "TIMESTAMP";
  }

  @Test
  void itHasNoEnvironments() throws Exception {
    Jdbc jdbc = connector.client(Jdbc.class, new FakeContext("ci"));

    assertThatThrownBy(() -> load(jdbc, DAY, 1))
        .hasMessageStartingWith("Data source 'shop' has no test environments");
  }
}
