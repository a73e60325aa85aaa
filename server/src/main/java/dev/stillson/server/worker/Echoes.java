package dev.stillson.server.worker;

import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which requests with announcements have been applied. One that arrives again, minutes later, would
 * say of tasks that have been done since that they are to be run. Kept in memory, for the last
 * requests of the workers heard of last; requests that carry no number are not looked at. A copy
 * says the same, so that a worker that always sends one number is heard nonetheless. A new process
 * under an old name counts from the beginning, and what the old one sent is forgotten when it
 * registers; not so when the old one registers again, or a copy of its registration arrives. Safe
 * for threads.
 */
final class Echoes {
  private static final int MOST_WORKERS = 10_000;
  private static final int MOST_REQUESTS = 64;

  /** By worker: the numbers, and what hashes of the commands they came with. */
  private final Map<String, Map<Long, Integer>> applied = new LinkedHashMap<>();

  /** Whether the request has been applied before. */
  synchronized boolean isEcho(WorkerRequest request) {
    Map<Long, Integer> known = applied.get(request.worker());
    if (known == null) {
      return false;
    }
    Integer commands = known.get(request.sequence());
    return commands != null && commands == request.commands().hashCode();
  }

  /** The request has been applied, and that is stored. */
  synchronized void applied(WorkerRequest request) {
    for (WorkerCommand command : request.commands()) {
      switch (command) {
        case WorkerCommand.Register _ -> {
          if (!isEcho(request) && countsAnew(request)) {
            applied.remove(request.worker());
          }
          note(request);
        }
        case WorkerCommand.Announce _ -> note(request);
        default -> {}
      }
    }
  }

  private boolean countsAnew(WorkerRequest request) {
    Map<Long, Integer> known = applied.getOrDefault(request.worker(), Map.of());
    return known.keySet().stream().anyMatch(number -> number >= request.sequence());
  }

  private void note(WorkerRequest request) {
    if (request.sequence() == 0) {
      return;
    }
    Map<Long, Integer> known = applied.remove(request.worker());
    Map<Long, Integer> numbers = known == null ? new LinkedHashMap<>() : known;
    numbers.put(request.sequence(), request.commands().hashCode());
    if (numbers.size() > MOST_REQUESTS) {
      numbers.remove(numbers.keySet().iterator().next());
    }
    applied.put(request.worker(), numbers);
    if (applied.size() > MOST_WORKERS) {
      applied.remove(applied.keySet().iterator().next());
    }
  }
}
