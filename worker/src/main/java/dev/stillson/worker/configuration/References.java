package dev.stillson.worker.configuration;

import dev.stillson.store.SettingsException;
import java.util.Optional;

/** Replaces {@code ${NAME}} in a setting by the environment variable of that name. */
final class References {
  private References() {}

  /**
   * The value of {@code setting}.
   *
   * @throws SettingsException if a variable is not set or a brace is not closed
   */
  static String replace(Setting setting, Variables variables) {
    String text = setting.written();
    int open = text.indexOf("${");
    if (open < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (; open >= 0; open = text.indexOf("${", from)) {
      if (open > from && text.charAt(open - 1) == '$') {
        out.append(text, from, open - 1).append("${");
        from = open + 2;
        continue;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new SettingsException(
            setting.name() + " has a ${ that no } closes\n  set in: " + setting.origin());
      }
      String name = text.substring(open + 2, close);
      Optional<String> value = variables.value(name);
      if (value.isEmpty()) {
        throw new SettingsException(
            setting.name()
                + " refers to an environment variable that is not set\n  variable: "
                + name
                + "\n  set in:   "
                + setting.origin());
      }
      out.append(text, from, open).append(value.get());
      from = close + 1;
    }
    return out.append(text, from, text.length()).toString();
  }
}
