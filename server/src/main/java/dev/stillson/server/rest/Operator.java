package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.store.AuditEntry;
import java.time.InstantSource;

/** Does what people want, and notes who wanted it. */
final class Operator {
  private static final int LONGEST = 1_000;

  private final ServerState state;
  private final InstantSource clock;

  Operator(ServerState state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  SharedScheduler scheduler() {
    return state.scheduler();
  }

  /**
   * Applies a command.
   *
   * @throws HttpProblem if a value in it makes no sense
   */
  <R> R apply(Command<R> command) throws HttpProblem {
    try {
      return state.scheduler().apply(command);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.bad(String.valueOf(e.getMessage()));
    }
  }

  /** Notes what was done. */
  void note(Exchange exchange, String action, String subject, String detail) {
    String from = "from " + exchange.address();
    String all = detail.isEmpty() ? from : detail + ", " + from;
    state.note(
        new AuditEntry(
            clock.instant(), exchange.identity().name(), action, cut(subject), cut(all)));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
