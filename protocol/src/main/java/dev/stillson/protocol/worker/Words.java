package dev.stillson.protocol.worker;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The constants of an enum as words of the wire: {@code ATTEMPT_OVER} is {@code attempt_over}. */
final class Words<E extends Enum<E>> {
  private final Map<String, E> byWord = new HashMap<>();
  private final String[] words;
  private final String what;

  /**
   * @param what what the enum is called in messages
   */
  Words(String what, Class<E> type) {
    this.what = what;
    E[] constants = type.getEnumConstants();
    words = new String[constants.length];
    for (E constant : constants) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      words[constant.ordinal()] = word;
      byWord.put(word, constant);
    }
  }

  String of(E constant) {
    return words[constant.ordinal()];
  }

  /**
   * The constant of {@code word}.
   *
   * @throws ProtocolException if there is none
   */
  E parse(String word) {
    E constant = byWord.get(word);
    if (constant == null) {
      throw JsonInput.invalid(
          "The " + what + " is '" + JsonInput.shown(word) + "'",
          "known are " + String.join(", ", words));
    }
    return constant;
  }
}
