package dev.stillson.core.parameter;

import java.math.BigDecimal;

/** {@link BigDecimal}; its scale is part of the value, so {@code 1.0} and {@code 1.00} differ. */
final class DecimalCodec extends Codec {
  /** The longest text: a number of a million digits takes seconds to read. */
  private static final int LONGEST = 1000;

  @Override
  String form() {
    return "a decimal number";
  }

  @Override
  String example() {
    return "12.50";
  }

  @Override
  String text(Object value) {
    return value.toString();
  }

  @Override
  Object parse(String text) throws Unreadable {
    if (text.length() > LONGEST) {
      throw new Unreadable("longer than " + LONGEST + " characters");
    }
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new Unreadable();
    }
  }

  @Override
  void write(Object value, StringBuilder json) {
    json.append(value);
  }

  @Override
  Object read(Json json) throws Unreadable {
    if (json instanceof Json.Numeral number) {
      return parse(number.digits());
    }
    return super.read(json);
  }
}
