package dev.stillson.cli;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * A stream of events of a server.
 *
 * @param path where it is, behind {@code api/v1/}
 */
record RemoteStream(RemoteServer server, Console console, String path) {
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  /** Takes an event; false: that was the last of interest. */
  @FunctionalInterface
  interface Taker {
    boolean take(String event, String data);
  }

  /** Gives each event to {@code taker}, until it wants no more, or the server ends the stream. */
  void follow(Taker taker) {
    String event = "";
    try (BufferedReader lines = server.stream(path)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(EVENT)) {
          event = line.substring(EVENT.length());
        } else if (line.startsWith(DATA)) {
          boolean on = taker.take(event, line.substring(DATA.length()));
          console.out().flush();
          if (!on) {
            return;
          }
        }
      }
    } catch (IOException e) {
      throw server.unreachable(e);
    }
    console.note("The server ended the stream");
  }
}
