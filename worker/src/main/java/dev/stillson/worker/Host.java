package dev.stillson.worker;

import dev.stillson.Messages;
import dev.stillson.Node;
import dev.stillson.Producer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a task's context asks of the run, which may be in another process. */
interface Host {

  /** Whether, in a test environment, the output of {@code node} is in the real place only. */
  boolean isReal(Producer<?> node);

  /** Returns when all of {@code nodes} are complete; see {@link dev.stillson.TaskContext}. */
  void require(List<? extends Node> nodes) throws InterruptedException;

  void progress(double fraction);

  void status(String message);

  void trackingUrl(URI url);

  void release(String resource, int amount);

  /** The oldest message that was not taken; waits up to {@code wait}. */
  Optional<Messages.Message> message(Duration wait) throws InterruptedException;
}
