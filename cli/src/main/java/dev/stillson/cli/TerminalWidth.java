package dev.stillson.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many columns the terminal has. */
final class TerminalWidth {
  private static final int USUAL = 80;

  private TerminalWidth() {}

  /** What {@code COLUMNS} says, or else the terminal itself; 80 where neither does. */
  static int ask(Map<String, String> variables) {
    int told = number(variables.getOrDefault("COLUMNS", ""));
    if (told > 0) {
      return told;
    }
    File terminal = new File("/dev/tty");
    if (!terminal.canRead()) {
      return USUAL;
    }
    try {
      Process process = new ProcessBuilder("stty", "size").redirectInput(terminal).start();
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return USUAL;
      }
      String size =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int columns = number(size.substring(size.indexOf(' ') + 1));
      return columns > 0 ? columns : USUAL;
    } catch (IOException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
