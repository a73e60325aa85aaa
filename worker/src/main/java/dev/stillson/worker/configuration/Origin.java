package dev.stillson.worker.configuration;

import java.nio.file.Path;

/** Where a setting was set. The text form is for people: {@code stillson.toml:4}. */
public sealed interface Origin {

  /**
   * A configuration file.
   *
   * @param file as it was found
   * @param line from 1
   */
  record Line(Path file, int line) implements Origin {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /**
   * An environment variable.
   *
   * @param name the whole name, with its {@code STILLSON_}
   */
  record Variable(String name) implements Origin {
    @Override
    public String toString() {
      return "environment variable " + name;
    }
  }

  /**
   * An option of the command line or a call from code.
   *
   * @param text the option as it is written, such as {@code --config run.workers=4}, without its
   *     value
   */
  record Option(String text) implements Origin {
    @Override
    public String toString() {
      return text;
    }
  }
}
