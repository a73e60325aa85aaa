package dev.stillson.core.parameter;

/** Makes the names that text and other languages use from the names of record components. */
final class WireName {
  private WireName() {}

  /** {@code orderDate} → {@code order_date}, {@code URLPath} → {@code url_path}. */
  static String of(String component) {
    StringBuilder name = new StringBuilder(component.length() + 4);
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      if (Character.isUpperCase(c) && i > 0 && startsWord(component, i)) {
        name.append('_');
      }
      name.append(Character.toLowerCase(c));
    }
    return name.toString();
  }

  private static boolean startsWord(String component, int at) {
    char before = component.charAt(at - 1);
    if (before == '_') {
      return false;
    }
    boolean lastOfAcronym =
        at + 1 < component.length() && Character.isLowerCase(component.charAt(at + 1));
    return !Character.isUpperCase(before) || lastOfAcronym;
  }

  /** {@code order_date} → {@code --order-date}. */
  static String flag(String wireName) {
    return "--" + wireName.replace('_', '-');
  }
}
