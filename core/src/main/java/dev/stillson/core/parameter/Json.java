package dev.stillson.core.parameter;

import java.util.List;
import java.util.Map;

/** A JSON value as {@link JsonReader} reads it. */
sealed interface Json {

  /** What it is, with an article, for messages. */
  String kind();

  /** A string. */
  record Text(String value) implements Json {
    @Override
    public String kind() {
      return "a text in quotes";
    }
  }

  /**
   * A number, or one of Python's {@code NaN}, {@code Infinity} and {@code -Infinity}, as written.
   */
  record Numeral(String digits) implements Json {
    @Override
    public String kind() {
      return "a number";
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Json {
    @Override
    public String kind() {
      return value ? "true" : "false";
    }
  }

  /** Nothing. */
  enum Null implements Json {
    /** The one value. */
    NULL;

    @Override
    public String kind() {
      return "null";
    }
  }

  /** A list. */
  record Array(List<Json> items) implements Json {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** An object; its members in the order of the text. */
  record Members(Map<String, Json> byName) implements Json {
    @Override
    public String kind() {
      return "an object";
    }
  }
}
