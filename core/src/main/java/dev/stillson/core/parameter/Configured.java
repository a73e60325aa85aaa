package dev.stillson.core.parameter;

import java.util.Map;
import java.util.Optional;

/** What the configuration says about the parameters of one family. */
@FunctionalInterface
public interface Configured {

  /** A configuration that says nothing. */
  Configured NOTHING = new Fixed(Map.of());

  /** The value of {@code parameter}; empty if the configuration has none. */
  Optional<Value> value(Parameter parameter);

  /**
   * A configured value.
   *
   * @param text in the parameter's text form
   * @param origin where it is set, for messages: {@code stillson.toml, line 5}
   */
  record Value(String text, String origin) {}

  /**
   * Values that are known beforehand.
   *
   * @param byWireName the values
   */
  record Fixed(Map<String, Value> byWireName) implements Configured {
    @Override
    public Optional<Value> value(Parameter parameter) {
      return Optional.ofNullable(byWireName.get(parameter.wireName()));
    }
  }
}
