package dev.stillson.protocol.worker;

import java.time.Duration;
import java.util.List;

/**
 * What a worker sends: commands, which are applied in their order with no command of others in
 * between.
 *
 * @param worker the worker's id, unique among all that live
 * @param codeVersion names the code that the worker runs; empty: it does not say
 * @param sequence the number of the request, growing; a request that is repeated keeps its number
 * @param patience how long the server may hold the request when its last command is a claim that
 *     gives nothing; zero: not at all
 * @param commands the commands
 */
public record WorkerRequest(
    String worker,
    String codeVersion,
    long sequence,
    Duration patience,
    List<WorkerCommand> commands) {

  /** The version of the protocol that this code speaks. */
  public static final int PROTOCOL = 1;

  /** The longest time for which a request is held. */
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** Copies the list. */
  public WorkerRequest {
    commands = List.copyOf(commands);
  }
}
