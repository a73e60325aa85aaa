package dev.stillson.core.parameter;

import java.util.Locale;

/**
 * {@code double}, written as Python's {@code repr} does: {@code 1.0}, {@code 1e-05}, {@code inf}.
 */
final class DoubleCodec extends Codec {

  @Override
  String form() {
    return "a number";
  }

  @Override
  String example() {
    return "0.5";
  }

  @Override
  String text(Object value) {
    double number = (Double) value;
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    return PythonFloat.text(number);
  }

  @Override
  Object parse(String text) throws Unreadable {
    String number = text.strip();
    String word = number.toLowerCase(Locale.ROOT);
    String unsigned = word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word;
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (unsigned.equals("nan")) {
      return Double.NaN;
    }
    for (int i = 0; i < number.length(); i++) {
      if ("0123456789.eE+-".indexOf(number.charAt(i)) < 0) {
        throw new Unreadable();
      }
    }
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw new Unreadable();
    }
  }

  @Override
  void write(Object value, StringBuilder json) {
    double number = (Double) value;
    if (Double.isNaN(number)) {
      json.append("NaN");
    } else if (Double.isInfinite(number)) {
      json.append(number > 0 ? "Infinity" : "-Infinity");
    } else {
      json.append(PythonFloat.text(number));
    }
  }

  @Override
  Object read(Json json) throws Unreadable {
    if (json instanceof Json.Numeral number) {
      return parse(number.digits());
    }
    return super.read(json);
  }
}
