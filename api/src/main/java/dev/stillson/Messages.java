package dev.stillson;

import java.time.Duration;
import java.util.Optional;

/** The messages that people send to a running task whose policy accepts them. */
public interface Messages {

  /**
   * The oldest message not yet taken; waits up to {@code wait} for one.
   *
   * @return empty if none came in time
   */
  Optional<Message> poll(Duration wait) throws InterruptedException;

  /** One message. */
  interface Message {
    /** What was sent. */
    String content();

    /** Answers; the sender sees {@code answer}. A second answer replaces the first. */
    void respond(String answer);
  }
}
