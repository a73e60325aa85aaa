package dev.stillson.protocol.luigi;

import java.util.stream.Collectors;

/** How Python shows values to people. */
final class PythonText {
  private PythonText() {}

  /** What {@code str} gives for the value that a text stands for. */
  static String of(String kept) {
    return switch (Given.value(kept)) {
      case PythonValue.Text text -> text.value();
      case PythonValue value -> shown(value);
    };
  }

  private static String shown(PythonValue value) {
    return switch (value) {
      case PythonValue.Text text -> quoted(text.value());
      case PythonValue.Numeral numeral -> number(numeral.digits());
      case PythonValue.Truth truth -> truth.value() ? "True" : "False";
      case PythonValue.Nothing nothing -> "None";
      case PythonValue.Items items ->
          items.values().stream()
              .map(PythonText::shown)
              .collect(Collectors.joining(", ", "[", "]"));
      case PythonValue.Members members ->
          members.values().entrySet().stream()
              .map(member -> quoted(member.getKey()) + ": " + shown(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String number(String digits) {
    return switch (digits) {
      case "NaN" -> "nan";
      case "Infinity" -> "inf";
      case "-Infinity" -> "-inf";
      default -> digits;
    };
  }

  private static String quoted(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder shown = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> shown.append("\\\\");
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        case '\t' -> shown.append("\\t");
        default -> {
          if (c == quote) {
            shown.append('\\');
          }
          shown.append(c);
        }
      }
    }
    return shown.append(quote).toString();
  }
}
