package dev.stillson.core.range;

import dev.stillson.core.text.Shown;

/** A range that cannot be worked on. */
public final class InvalidRange extends RuntimeException {

  InvalidRange(String problem, String hint) {
    super(problem + ".\nhint: " + hint);
  }

  static InvalidRange text(String text, String form) {
    return new InvalidRange(Shown.quoted(text) + " is no end of a range", "give " + form);
  }
}
