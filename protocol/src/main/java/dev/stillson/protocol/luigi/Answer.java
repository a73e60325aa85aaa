package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Scheduler;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** A call whose arguments have been read. */
@FunctionalInterface
interface Answer {
  /** Does what was asked for and writes one value. */
  void on(Scheduler scheduler, Instant now, JsonGenerator out);
}
