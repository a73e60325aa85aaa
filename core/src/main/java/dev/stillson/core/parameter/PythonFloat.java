package dev.stillson.core.parameter;

/**
 * The shortest text that a finite double can be read back from, as Python writes it.
 *
 * <p>Java finds the same digits, but writes them differently, and writes two digits where one is
 * enough for the very smallest numbers.
 */
public final class PythonFloat {
  private PythonFloat() {}

  /** The text of {@code number}, which must be finite. */
  public static String text(double number) {
    String java = Double.toString(Math.abs(number));
    StringBuilder digits = new StringBuilder();
    int exponentMark = java.indexOf('E');
    int end = exponentMark < 0 ? java.length() : exponentMark;
    int point = java.indexOf('.');
    digits.append(java, 0, point).append(java, point + 1, end);
    int pointAt = point + (exponentMark < 0 ? 0 : Integer.parseInt(java.substring(end + 1)));
    pointAt -= trimLeading(digits);
    trimTrailing(digits);
    if (digits.isEmpty()) {
      return Double.doubleToRawLongBits(number) < 0 ? "-0.0" : "0.0";
    }
    if (digits.length() == 2 && Math.abs(number) < 1e-300) {
      pointAt = shorten(digits, pointAt, Math.abs(number));
    }
    return write(number < 0, digits, pointAt);
  }

  private static int trimLeading(StringBuilder digits) {
    int zeros = 0;
    while (zeros < digits.length() && digits.charAt(zeros) == '0') {
      zeros++;
    }
    digits.delete(0, zeros);
    return zeros;
  }

  private static void trimTrailing(StringBuilder digits) {
    int length = digits.length();
    while (length > 0 && digits.charAt(length - 1) == '0') {
      length--;
    }
    digits.setLength(length);
  }

  /** Keeps one digit where one is enough: 4.9E-324 is 5e-324. Returns where the point is then. */
  private static int shorten(StringBuilder digits, int pointAt, double number) {
    int down = digits.charAt(0) - '0';
    int up = down + 1;
    boolean upFirst = digits.charAt(1) >= '5';
    for (int digit : new int[] {upFirst ? up : down, upFirst ? down : up}) {
      if (Double.parseDouble(digit + "E" + (pointAt - 1)) == number) {
        digits.setLength(0);
        digits.append(digit == 10 ? 1 : digit);
        return digit == 10 ? pointAt + 1 : pointAt;
      }
    }
    return pointAt;
  }

  /** {@code pointAt}: how many of the digits stand before the point. */
  private static String write(boolean negative, StringBuilder digits, int pointAt) {
    StringBuilder text = new StringBuilder(24);
    if (negative) {
      text.append('-');
    }
    if (pointAt > 16 || pointAt <= -4) {
      text.append(digits.charAt(0));
      if (digits.length() > 1) {
        text.append('.').append(digits, 1, digits.length());
      }
      int exponent = pointAt - 1;
      text.append('e').append(exponent < 0 ? '-' : '+');
      exponent = Math.abs(exponent);
      return (exponent < 10 ? text.append('0') : text).append(exponent).toString();
    }
    if (pointAt <= 0) {
      return text.append("0.").repeat('0', -pointAt).append(digits).toString();
    }
    if (digits.length() <= pointAt) {
      return text.append(digits).repeat('0', pointAt - digits.length()).append(".0").toString();
    }
    return text.append(digits, 0, pointAt)
        .append('.')
        .append(digits, pointAt, digits.length())
        .toString();
  }
}
