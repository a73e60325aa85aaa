package dev.stillson.server.worker;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.store.RunRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in for those who submitted work and left: each submission is a worker that never claims
 * and is kept from falling silent, so that the tasks have somebody with a stake in them. When
 * nothing of a submission can come to an end any more, its worker leaves and the scheduler forgets
 * its tasks in its own time. Submissions are found again after a restart by their workers.
 */
final class Submissions {
  private final SharedScheduler scheduler;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private boolean found;

  Submissions(SharedScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Announces {@code tasks} in the name of {@code worker}, which stays. */
  Standing submit(String worker, List<Announcement> tasks, Scheduler core, Instant now) {
    WorkerProfile told = core.worker(worker).map(WorkerRow::profile).orElse(WorkerProfile.UNKNOWN);
    Map<String, String> info = new HashMap<>(told.info());
    info.put(RunRecord.KIND, RunRecord.SUBMISSION);
    core.apply(
        new Command.RegisterWorker(worker, WorkerProfile.of(told.host(), 1).withInfo(info)), now);
    open.add(worker);
    return core.apply(new Command.Announce(worker, tasks), now);
  }

  /** Keeps every submission alive, and ends those that have nothing more to expect. */
  synchronized void tend() {
    if (!found) {
      open.addAll(scheduler.look(Submissions::find));
      found = true;
    }
    for (String worker : List.copyOf(open)) {
      boolean over =
          scheduler.perform((core, now) -> {
            Claimed claimed = core.apply(new Command.Claim(worker, 0), now);
            if (claimed.live() == 0) {
              core.apply(new Command.Forget(worker), now);
            }
            return claimed.live() == 0;
          });
      if (over) {
        open.remove(worker);
      }
    }
  }

  private static Set<String> find(Scheduler core) {
    Set<String> names = new HashSet<>();
    for (WorkerRow row : core.snapshot().workers()) {
      if (RunRecord.isSubmission(row.profile())) {
        names.add(row.id());
      }
    }
    return names;
  }
}
