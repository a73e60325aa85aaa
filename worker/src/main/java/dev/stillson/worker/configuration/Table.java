package dev.stillson.worker.configuration;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A section while the sources are merged: what is put later wins, key by key. Not changed once the
 * configuration is read.
 */
final class Table {
  private final Map<String, Setting> values = new LinkedHashMap<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();

  /** Puts {@code setting} where its section and key say. */
  void put(Setting setting) {
    Table table = this;
    for (String name : setting.section()) {
      Table inner = table.tables.get(name);
      if (inner == null) {
        inner = new Table();
        table.tables.put(name, inner);
      }
      table = inner;
    }
    table.values.put(canonical(setting.key()), setting);
  }

  /** The values by {@linkplain #canonical canonical} key. */
  Map<String, Setting> values() {
    return values;
  }

  Map<String, Table> tables() {
    return tables;
  }

  /** The one spelling of {@code order-date} and {@code order_date}. */
  static String canonical(String key) {
    return key.indexOf('-') < 0 ? key : key.replace('-', '_');
  }
}
