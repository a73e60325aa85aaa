package dev.stillson.jdbc;

import org.jspecify.annotations.Nullable;

/** Closes what a failure has left open, keeping the failure. */
final class Closing {
  private Closing() {}

  static void after(@Nullable AutoCloseable open, Exception failure) {
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }
}
