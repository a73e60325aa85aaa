package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Demand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of one call, by name. */
record Arguments(String method, Map<String, PythonValue> values) {

  /** The value of an argument; empty if it is absent or null. */
  Optional<PythonValue> value(String name) {
    PythonValue value = values.get(name);
    return value == null || value == PythonValue.Nothing.NONE
        ? Optional.empty()
        : Optional.of(value);
  }

  /** A text that must be there. */
  String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "missing; it has to be a text"));
  }

  Optional<String> optionalText(String name) {
    return value(name).map(value -> text(name, value));
  }

  private String text(String name, PythonValue value) {
    if (value instanceof PythonValue.Text(String text)) {
      return text;
    }
    throw wrong(name, PythonJson.text(value) + "; it has to be a text");
  }

  /** A value that is kept and shown as it was given. */
  Optional<String> kept(String name) {
    return value(name).map(Given::keep);
  }

  /** Whether Python takes the argument for true; {@code usual} if it is absent. */
  boolean truth(String name, boolean usual) {
    PythonValue value = values.get(name);
    return value == null ? usual : value.isTruthy();
  }

  Optional<Double> number(String name) {
    return value(name).map(value -> number(name, value));
  }

  double number(String name, PythonValue value) {
    return switch (value) {
      case PythonValue.Numeral numeral -> numeral.value();
      case PythonValue.Truth(boolean truth) -> truth ? 1 : 0;
      case PythonValue.Text text -> throw wrong(name, PythonJson.text(text) + ", not a number");
      case PythonValue.Items items -> throw wrong(name, "a list, not a number");
      case PythonValue.Members members -> throw wrong(name, "an object, not a number");
      case PythonValue.Nothing nothing -> throw wrong(name, "null, not a number");
    };
  }

  Optional<List<String>> texts(String name) {
    return value(name)
        .map(value -> {
          if (!(value instanceof PythonValue.Items(List<PythonValue> items))) {
            throw wrong(name, PythonJson.text(value) + "; it has to be a list of texts");
          }
          List<String> texts = new ArrayList<>(items.size());
          for (PythonValue item : items) {
            texts.add(text(name, item));
          }
          return texts;
        });
  }

  /** An object's members; none if the argument is absent or null. */
  Map<String, PythonValue> members(String name) {
    Optional<PythonValue> value = value(name);
    if (value.isEmpty()) {
      return Map.of();
    }
    if (value.get() instanceof PythonValue.Members(Map<String, PythonValue> members)) {
      return members;
    }
    throw wrong(name, PythonJson.text(value.get()) + "; it has to be an object");
  }

  /** Amounts of resources. */
  Demand demand(String name) {
    Map<String, PythonValue> members = members(name);
    if (members.isEmpty()) {
      return Demand.NONE;
    }
    Map<String, Double> amounts = new HashMap<>();
    members.forEach((resource, amount) -> amounts.put(resource, number(name, amount)));
    return Demand.of(amounts);
  }

  LuigiCallException wrong(String name, String what) {
    return new LuigiCallException("Argument " + name + " of " + method + " is " + what);
  }
}
