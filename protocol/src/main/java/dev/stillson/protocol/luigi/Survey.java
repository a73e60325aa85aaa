package dev.stillson.protocol.luigi;

import tools.jackson.core.JsonGenerator;

/** A call whose arguments have been read and that may take several turns. */
@FunctionalInterface
interface Survey {
  /** Does what was asked for and writes one value. */
  void on(Turns turns, JsonGenerator out);

  /** What {@code answer} does, in one turn. */
  static Survey of(Answer answer) {
    return (turns, out) -> {
      boolean _ =
          turns.perform((scheduler, now) -> {
            answer.on(scheduler, now, out);
            return true;
          });
    };
  }
}
