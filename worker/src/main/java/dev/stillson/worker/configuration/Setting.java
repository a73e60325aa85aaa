package dev.stillson.worker.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One value of the configuration, as it is written.
 *
 * @param section the names of the sections around it, outermost first; empty: outside of every
 *     section
 * @param key its name in the section
 * @param written the value before {@code ${…}} is replaced; lists and tables as JSON
 * @param origin where it is set
 * @param directory what a relative path is resolved against
 */
public record Setting(
    List<String> section, String key, String written, Origin origin, Path directory) {

  private static final List<String> SECRET_WORDS =
      List.of("password", "passwd", "secret", "token", "credential", "private");

  /** Copies {@code section}. */
  public Setting {
    section = List.copyOf(section);
  }

  /** Section and key as in {@code --config}: {@code jdbc.analytics.url}. */
  public String name() {
    return section.isEmpty() ? key : String.join(".", section) + "." + key;
  }

  /**
   * The value for people's eyes: as it is written, but masked where the key sounds like a secret or
   * the text is an address with a password in it. A {@code ${…}} stays as it is.
   */
  public String shown() {
    return secret() ? "******" : withoutPassword(written);
  }

  Setting withWritten(String text) {
    return new Setting(section, key, text, origin, directory);
  }

  private boolean secret() {
    if (written.startsWith("${") && written.indexOf('}') == written.length() - 1) {
      return false;
    }
    String name = key.toLowerCase(Locale.ROOT);
    for (String word : SECRET_WORDS) {
      if (name.contains(word)) {
        return true;
      }
    }
    return name.equals("key") || name.endsWith("_key") || name.endsWith("-key");
  }

  /** Masks {@code user:password@} after {@code //} and {@code password=…} in a query. */
  private static String withoutPassword(String text) {
    String masked = text;
    int slashes = masked.indexOf("//");
    if (slashes >= 0) {
      int end = masked.indexOf('/', slashes + 2);
      int at = masked.lastIndexOf('@', end < 0 ? masked.length() : end);
      int colon = masked.indexOf(':', slashes + 2);
      if (colon >= 0 && colon < at) {
        masked = masked.substring(0, colon + 1) + "******" + masked.substring(at);
      }
    }
    int query = masked.toLowerCase(Locale.ROOT).indexOf("password=");
    if (query >= 0) {
      int start = query + "password=".length();
      int end = start;
      while (end < masked.length() && "&; ".indexOf(masked.charAt(end)) < 0) {
        end++;
      }
      masked = masked.substring(0, start) + "******" + masked.substring(end);
    }
    return masked;
  }
}
