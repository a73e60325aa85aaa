package dev.stillson.worker.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the plain part of TOML that nearly every configuration keeps to: {@code [section]} headers
 * and {@code key = value} with bare keys, one-line strings without escapes, whole numbers and
 * booleans.
 *
 * <p>It exists for the start of the process: the library that reads the rest needs longer to load
 * than everything else a short run does. It never decides that a text is wrong; whatever it does
 * not know, mistakes included, it leaves to {@link TomlFile}.
 */
final class PlainToml {
  private final Path file;
  private final String text;
  private final Path directory;
  private final List<Setting> settings = new ArrayList<>();
  private final Set<List<String>> values = new HashSet<>();
  private final Set<List<String>> headers = new HashSet<>();
  private final Set<List<String>> parents = new HashSet<>();
  private List<String> section = List.of();
  private int at;
  private int line = 1;

  private PlainToml(Path file, String text, Path directory) {
    this.file = file;
    this.text = text;
    this.directory = directory;
  }

  /** The settings of {@code text}; empty if it is more than plain. */
  static Optional<List<Setting>> read(Path file, String text, Path directory) {
    PlainToml reader = new PlainToml(file, text, directory);
    while (reader.at < text.length()) {
      if (!reader.line()) {
        return Optional.empty();
      }
    }
    return Optional.of(reader.settings);
  }

  private boolean line() {
    blanks();
    boolean plain =
        switch (peek()) {
          case '\n', '\r', '#', END -> true;
          case '[' -> header();
          default -> assignment();
        };
    return plain && lineEnd();
  }

  private boolean header() {
    at++;
    Optional<List<String>> name = path();
    if (name.isEmpty() || peek() != ']' || !headers.add(name.get())) {
      return false;
    }
    at++;
    section = name.get();
    for (int i = 1; i <= section.size(); i++) {
      List<String> parent = section.subList(0, i);
      if (values.contains(parent)) {
        return false;
      }
      parents.add(parent);
    }
    return true;
  }

  private Optional<List<String>> path() {
    List<String> path = new ArrayList<>();
    while (true) {
      blanks();
      String key = bareKey();
      if (key.isEmpty()) {
        return Optional.empty();
      }
      path.add(key);
      blanks();
      if (peek() != '.') {
        return Optional.of(path);
      }
      at++;
    }
  }

  private boolean assignment() {
    String key = bareKey();
    blanks();
    if (key.isEmpty() || peek() != '=') {
      return false;
    }
    at++;
    blanks();
    int start = at;
    Optional<String> value =
        switch (peek()) {
          case '"' -> string('"');
          case '\'' -> string('\'');
          default -> word();
        };
    List<String> name = new ArrayList<>(section);
    name.add(key);
    if (value.isEmpty() || start == at || parents.contains(name) || !values.add(name)) {
      return false;
    }
    settings.add(new Setting(section, key, value.get(), new Origin.Line(file, line), directory));
    return true;
  }

  private Optional<String> string(char quote) {
    int start = ++at;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      if ((c < ' ' && c != '\t')
          || c == 127
          || Character.isSurrogate(c)
          || (c == '\\' && quote == '"')) {
        return Optional.empty();
      }
      at++;
    }
    if (at == text.length()
        || (at == start && at + 1 < text.length() && text.charAt(at + 1) == quote)) {
      return Optional.empty();
    }
    return Optional.of(text.substring(start, at++));
  }

  /** A boolean or a whole number in its simplest form. */
  private Optional<String> word() {
    String word = bareKey();
    if (word.equals("true") || word.equals("false") || simpleNumber(word)) {
      return Optional.of(word);
    }
    return Optional.empty();
  }

  private static boolean simpleNumber(String word) {
    if (word.isEmpty() || word.length() > 18 || (word.length() > 1 && word.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private String bareKey() {
    int start = at;
    while (at < text.length() && bare(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean bare(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  private boolean lineEnd() {
    blanks();
    if (peek() == '#') {
      while (at < text.length() && (text.charAt(at) >= ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }
    if (peek() == '\r') {
      at++;
    }
    if (peek() == END && at == text.length()) {
      return true;
    }
    if (peek() != '\n') {
      return false;
    }
    at++;
    line++;
    return true;
  }

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private static final char END = 0;

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }
}
