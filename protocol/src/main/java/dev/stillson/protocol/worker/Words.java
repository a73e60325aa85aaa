package dev.stillson.protocol.worker;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The constants of an enum as words of the wire: {@code ATTEMPT_OVER} is {@code attempt_over}. */
final class Words<E extends Enum<E>> {
  private final Map<String, E> byWord = new HashMap<>();
  private final Map<E, String> words;
  private final String what;

  /**
   * @param what what the enum is called in messages
   */
  Words(String what, Class<E> type) {
    this.what = what;
    words = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      words.put(constant, word);
      byWord.put(word, constant);
    }
  }

  String of(E constant) {
    return Objects.requireNonNull(words.get(constant));
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
          "known are " + String.join(", ", words.values()));
    }
    return constant;
  }
}
