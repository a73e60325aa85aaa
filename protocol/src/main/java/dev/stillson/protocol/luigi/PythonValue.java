package dev.stillson.protocol.luigi;

import dev.stillson.core.parameter.PythonFloat;
import java.util.List;
import java.util.Map;

/** A value as Python's {@code json} reads it. */
sealed interface PythonValue {

  /** A string. */
  record Text(String value) implements PythonValue {}

  /** A number, {@code NaN}, {@code Infinity} or {@code -Infinity}, as Python would write it. */
  record Numeral(String digits) implements PythonValue {
    /** The number of this text, which Python's {@code json} would read. */
    static Numeral of(String text) {
      if (isFloat(text)) {
        return of(Double.parseDouble(text));
      }
      return new Numeral(text.equals("-0") ? "0" : text);
    }

    static Numeral of(double number) {
      if (Double.isFinite(number)) {
        return new Numeral(PythonFloat.text(number));
      }
      return new Numeral(Double.toString(number));
    }

    private static boolean isFloat(String text) {
      char last = text.charAt(text.length() - 1);
      return last == 'N'
          || last == 'y'
          || text.indexOf('.') >= 0
          || text.indexOf('e') >= 0
          || text.indexOf('E') >= 0;
    }

    boolean isWhole() {
      return !isFloat(digits);
    }

    double value() {
      return Double.parseDouble(digits);
    }
  }

  /** {@code True} or {@code False}. */
  record Truth(boolean value) implements PythonValue {}

  /** {@code None}. */
  enum Nothing implements PythonValue {
    /** The one value. */
    NONE
  }

  /** A list. */
  record Items(List<PythonValue> values) implements PythonValue {}

  /** A dictionary; the last of equal names counts. */
  record Members(Map<String, PythonValue> values) implements PythonValue {}

  /** Whether Python takes it for true. */
  default boolean isTruthy() {
    return switch (this) {
      case Text text -> !text.value().isEmpty();
      case Numeral numeral -> numeral.value() != 0;
      case Truth truth -> truth.value();
      case Nothing nothing -> false;
      case Items items -> !items.values().isEmpty();
      case Members members -> !members.values().isEmpty();
    };
  }
}
