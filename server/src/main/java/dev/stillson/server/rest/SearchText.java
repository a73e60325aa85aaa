package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person searches tasks for: words, all of which must be in the task's id, family or shown
 * parameters, in any order and case. {@code name=value} is a parameter with just this value; what
 * stands between quotes is one word. Commas and parentheses part words, as in {@code Report(a, b)}.
 */
final class SearchText {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"?|[^\\s,()\"]+");

  /**
   * @param value of the parameter {@code word} up to the equals sign; empty without one
   */
  private record Word(String word, String name, String value) {}

  private final String text;
  private final List<Word> words = new ArrayList<>();

  private SearchText(String text) {
    this.text = text;
  }

  static SearchText parse(String text) {
    SearchText search = new SearchText(text);
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group(1);
      String word = quoted == null ? matcher.group() : quoted;
      int equals = quoted == null ? word.indexOf('=') : -1;
      search.words.add(
          equals < 1
              ? new Word(word, "", "")
              : new Word(word, word.substring(0, equals), word.substring(equals + 1)));
    }
    return search;
  }

  boolean isIn(TaskCard card) {
    for (Word word : words) {
      if (!mentions(card, word)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mentions(TaskCard card, Word word) {
    if (contains(card.id(), word.word) || contains(card.family(), word.word)) {
      return true;
    }
    Parameters parameters = card.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.signature().visibilities().get(i) == Visibility.PUBLIC
          && (contains(parameters.value(i), word.word)
              || (parameters.signature().names().get(i).equalsIgnoreCase(word.name)
                  && parameters.value(i).equalsIgnoreCase(word.value)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(String whole, String part) {
    for (int i = 0; i + part.length() <= whole.length(); i++) {
      if (whole.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return text;
  }
}
