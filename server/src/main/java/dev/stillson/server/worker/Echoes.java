package dev.stillson.server.worker;

import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which requests with announcements have been applied. One that arrives again, minutes later, would
 * say of tasks that have been done since that they are to be run. Kept in memory, for the last
 * requests of the workers heard of last; requests that carry no number are not looked at. Safe for
 * threads.
 */
final class Echoes {
  private static final int MOST_WORKERS = 10_000;
  private static final int MOST_REQUESTS = 64;

  private final Map<String, Set<Long>> applied = new LinkedHashMap<>();

  /** Whether the request has been applied before. */
  synchronized boolean isEcho(WorkerRequest request) {
    Set<Long> known = applied.get(request.worker());
    return known != null && known.contains(request.sequence());
  }

  /** The request has been applied, and that is stored. */
  synchronized void applied(WorkerRequest request) {
    for (WorkerCommand command : request.commands()) {
      switch (command) {
        // A new process under an old name counts from the beginning.
        case WorkerCommand.Register _, WorkerCommand.Forget _ -> applied.remove(request.worker());
        case WorkerCommand.Announce _ -> note(request);
        default -> {}
      }
    }
  }

  private void note(WorkerRequest request) {
    if (request.sequence() == 0) {
      return;
    }
    Set<Long> known = applied.remove(request.worker());
    Set<Long> numbers = known == null ? new LinkedHashSet<>() : known;
    numbers.add(request.sequence());
    if (numbers.size() > MOST_REQUESTS) {
      numbers.remove(numbers.iterator().next());
    }
    applied.put(request.worker(), numbers);
    if (applied.size() > MOST_WORKERS) {
      applied.remove(applied.keySet().iterator().next());
    }
  }
}
