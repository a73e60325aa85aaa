package dev.stillson.server.worker;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the code that announces tasks with the code that runs them. A difference is told and
 * hinders nobody: during an update it is what is wanted.
 */
final class CodeVersions {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProtocol.class);
  private static final int MOST_FAMILIES = 10_000;

  private final Map<String, String> announced = new ConcurrentHashMap<>();
  private final Map<String, String> mismatches = new ConcurrentHashMap<>();

  /** Notes which code announces which families. */
  void note(WorkerRequest request) {
    if (request.codeVersion().isEmpty()) {
      return;
    }
    for (WorkerCommand command : request.commands()) {
      switch (command) {
        case WorkerCommand.Announce announce -> note(announce.tasks(), request.codeVersion());
        case WorkerCommand.Submit submit -> note(submit.tasks(), request.codeVersion());
        default -> {}
      }
    }
  }

  private void note(List<Announcement> tasks, String code) {
    String last = "";
    for (Announcement task : tasks) {
      if (!task.family().equals(last)) {
        last = task.family();
        if (announced.size() < MOST_FAMILIES) {
          announced.put(last, code);
        }
      }
    }
  }

  /** Compares the worker's code with that which announced what it is given. */
  void check(WorkerRequest request, Claimed claimed) {
    if (request.codeVersion().isEmpty()) {
      return;
    }
    for (Assignment assignment : claimed.assignments()) {
      String code = announced.get(assignment.family());
      if (code == null) {
        continue;
      }
      if (code.equals(request.codeVersion())) {
        mismatches.remove(assignment.family());
      } else {
        tell(assignment.family(), code, request);
      }
    }
  }

  private void tell(String family, String code, WorkerRequest request) {
    String text =
        "Family "
            + family
            + " was announced by other code than worker "
            + request.worker()
            + " runs\n  announced: "
            + code
            + "\n  worker:    "
            + request.codeVersion();
    if (mismatches.size() < MOST_FAMILIES && !text.equals(mismatches.put(family, text))) {
      LOG.warn("{}", text);
    }
  }

  List<String> mismatches() {
    return List.copyOf(new TreeMap<>(mismatches).values());
  }
}
