package dev.stillson.tabular;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One column of a row type.
 *
 * @param name its name: the component's in snake_case
 * @param type the type of its values, without {@link Optional}; a primitive as itself
 * @param optional whether a value may be missing
 */
public record Column(String name, Class<?> type, boolean optional) {

  /** The component's value for {@code raw}; null: the row has none. */
  Object read(@Nullable Object raw, Place place) {
    ValueType values = ValueType.of(type);
    if (raw == null) {
      if (optional) {
        return Optional.empty();
      }
      throw new BadRow(
          place,
          "column '%s' has no value\n  expected: %s\nhint: a component whose value may be missing is an Optional"
              .formatted(name, values.expected()));
    }
    Object value;
    try {
      value = values.read(raw);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new BadRow(
          place,
          "column '%s' has a wrong value\n  value:    %s\n  expected: %s"
              .formatted(name, Excerpt.of(raw), values.expected()),
          e);
    }
    return optional ? Optional.of(value) : value;
  }
}
