package dev.stillson.core.parameter;

/**
 * {@code int} and {@code long}, with what Python's {@code int()} reads: blanks around, sign,
 * underscores.
 */
final class WholeNumberCodec extends Codec {
  private final boolean isLong;

  WholeNumberCodec(boolean isLong) {
    this.isLong = isLong;
  }

  @Override
  String form() {
    return "a whole number";
  }

  @Override
  String example() {
    return "42";
  }

  @Override
  String text(Object value) {
    return value.toString();
  }

  @Override
  Object parse(String text) throws Unreadable {
    String digits = text.strip();
    if (digits.indexOf('_') > 0) {
      digits = withoutUnderscores(digits);
    }
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (!(c >= '0' && c <= '9') && !(i == 0 && (c == '-' || c == '+'))) {
        throw new Unreadable();
      }
    }
    if (digits.isEmpty() || (digits.length() == 1 && !Character.isDigit(digits.charAt(0)))) {
      throw new Unreadable();
    }
    try {
      return isLong ? (Object) Long.parseLong(digits) : (Object) Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new Unreadable(
          isLong
              ? "it must be from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE
              : "it must be from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }
  }

  private static String withoutUnderscores(String digits) throws Unreadable {
    if (digits.contains("__")
        || digits.endsWith("_")
        || !Character.isDigit(digits.charAt(digits.indexOf('_') - 1))) {
      throw new Unreadable();
    }
    return digits.replace("_", "");
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
