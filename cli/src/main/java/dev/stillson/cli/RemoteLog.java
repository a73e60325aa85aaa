package dev.stillson.cli;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * What an attempt logged.
 *
 * @param path where it is, behind {@code api/v1/}
 */
record RemoteLog(RemoteServer server, Console console, String path) {
  private static final int PIECE = 1 << 16;

  /** Prints all of it, of which never more than a piece is in memory. */
  void print() {
    try (BufferedReader log = server.stream(path + "/whole")) {
      char[] piece = new char[PIECE];
      for (int got = log.read(piece); got >= 0; got = log.read(piece)) {
        console.out().print(new String(piece, 0, got));
      }
    } catch (IOException e) {
      throw server.unreachable(e);
    }
  }

  /** Prints all of it, and what is added until the attempt ends. */
  void follow() {
    new RemoteStream(server, console, path + "/live")
        .follow((event, data) -> {
          console.out().print(server.parsed(data).path("text").asString(""));
          return !event.equals("end");
        });
  }
}
