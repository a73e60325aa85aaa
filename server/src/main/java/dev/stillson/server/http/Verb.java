package dev.stillson.server.http;

import java.util.Optional;

/** The methods of HTTP that routes may have. */
public enum Verb {
  /** Reads. */
  GET,
  /** Reads only the headers. */
  HEAD,
  /** Changes something. */
  POST,
  /** Sets something. */
  PUT,
  /** Takes something away. */
  DELETE,
  /** Asks what is allowed. */
  OPTIONS;

  static Optional<Verb> parse(String text) {
    for (Verb verb : values()) {
      if (verb.name().equals(text)) {
        return Optional.of(verb);
      }
    }
    return Optional.empty();
  }

  /** Whether requests of this kind are taken for changes of state. */
  public boolean changes() {
    return switch (this) {
      case GET, HEAD, OPTIONS -> false;
      case POST, PUT, DELETE -> true;
    };
  }
}
