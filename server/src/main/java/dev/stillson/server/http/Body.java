package dev.stillson.server.http;

/** What kind of body a route takes. */
public enum Body {
  /** None; what is sent is not read. */
  NONE(0),
  /** None; the answer goes on for as long as the client wants. */
  STREAM(0),
  /** A JSON object, said to be one by its content type. */
  JSON(1 << 20),
  /** Many commands of a worker, as JSON that the handler reads as it arrives. */
  COMMANDS(100 << 20),
  /** A form of Luigi's clients; any content type is let through, others than forms are ignored. */
  FORM(100 << 20);

  private final int most;

  Body(int most) {
    this.most = most;
  }

  /** The largest size, in bytes. */
  int most() {
    return most;
  }

  boolean isJson() {
    return this == JSON || this == COMMANDS;
  }
}
