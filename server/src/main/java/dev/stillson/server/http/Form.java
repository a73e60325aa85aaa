package dev.stillson.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields as they come in a query or a form; of a name that comes twice the last counts. */
final class Form {
  /** No fields. */
  static final Form EMPTY = new Form(Map.of());

  private final Map<String, String> fields;

  private Form(Map<String, String> fields) {
    this.fields = fields;
  }

  /** Reads {@code a=1&b=2}; fields that cannot be decoded are left out. */
  static Form parse(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      Optional<String> decodedName = PercentText.decode(name.replace('+', ' '));
      Optional<String> decodedValue = PercentText.decode(value.replace('+', ' '));
      if (decodedName.isPresent() && decodedValue.isPresent()) {
        fields.put(decodedName.get(), decodedValue.get());
      }
    }
    return new Form(fields);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  Set<String> names() {
    return fields.keySet();
  }
}
