package dev.stillson.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options that were given, with their values. */
final class Options {
  private final Map<Option, List<String>> given = new EnumMap<>(Option.class);

  /**
   * Adds one.
   *
   * @throws UsageException if it is given twice and may be given once
   */
  void add(Option option, String value) {
    List<String> values = given.get(option);
    if (values == null) {
      values = new ArrayList<>(1);
      given.put(option, values);
    } else if (!option.repeats()) {
      throw new UsageException("The option " + option.flag() + " is given twice");
    }
    values.add(value);
  }

  boolean has(Option option) {
    return given.containsKey(option) && !"false".equals(all(option).getLast());
  }

  Optional<String> text(Option option) {
    List<String> values = all(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  List<String> all(Option option) {
    return given.getOrDefault(option, List.of());
  }

  /**
   * The number given with {@code option}, at least {@code least}.
   *
   * @throws UsageException if it is none
   */
  Optional<Integer> number(Option option, int least) {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      throw noNumber(option, text.get(), least);
    }
    throw noNumber(option, text.get(), least);
  }

  private static UsageException noNumber(Option option, String text, int least) {
    return new UsageException(
        "The option "
            + option.flag()
            + " takes a whole number\n  given:    "
            + text
            + "\n  expected: at least "
            + least
            + ", such as "
            + Math.max(least, 4));
  }
}
