package dev.stillson.server.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a run stands, or came to its end. */
public enum RunStatus {
  /** It is there. */
  RUNNING,
  /** All its tasks are done. */
  DONE,
  /** Nothing more of it could come to an end by itself, and tasks failed or are disabled. */
  FAILED,
  /** It left before its tasks were done, without a failure of its own. */
  UNFINISHED,
  /** It fell silent while tasks could still come to an end. */
  LOST;

  /** As the API writes it: in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that text; empty if there is none. */
  public static Optional<RunStatus> parse(String text) {
    return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
  }
}
