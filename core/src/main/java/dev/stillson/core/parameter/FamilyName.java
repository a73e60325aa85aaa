package dev.stillson.core.parameter;

/** What a family may be called: names with dots between them, as Java packages and classes are. */
final class FamilyName {
  private FamilyName() {}

  static boolean isValid(String family) {
    boolean startsName = true;
    for (int i = 0; i < family.length(); i++) {
      char c = family.charAt(i);
      if (c == '.') {
        if (startsName) {
          return false;
        }
        startsName = true;
      } else if (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c)) {
        startsName = false;
      } else if (c == '$' || (c == '-' && !startsName)) {
        startsName = false;
      } else {
        return false;
      }
    }
    return !startsName;
  }
}
