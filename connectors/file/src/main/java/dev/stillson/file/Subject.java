package dev.stillson.file;

/**
 * What an error is about; its text is made only when there is one.
 *
 * @param kind {@code blob} or {@code marker}
 * @param name the target's name
 */
record Subject(String kind, Object name) {

  @Override
  public String toString() {
    return "The " + kind + " '" + name + "'";
  }
}
