package dev.stillson.worker.scheduler;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Verdict;
import dev.stillson.core.scheduler.WorkerProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A scheduler of the run's own, in this process, with this worker alone. */
public final class LocalScheduler implements SchedulerClient {
  private static final String WORKER = "local";

  private final Scheduler scheduler = new Scheduler(SchedulerSettings.local());
  private final Timer timer;
  private final ReentrantLock lock = new ReentrantLock();
  private Listener listener = Listener.NONE;
  private Timer.@Nullable Alarm alarm;
  private @Nullable Instant alarmAt;

  /**
   * A scheduler without tasks.
   *
   * @param resources how much there is of each resource; of any other there is 1
   */
  public LocalScheduler(Timer timer, Map<String, Long> resources) {
    this.timer = timer;
    resources.forEach((name, total) -> apply(new Command.SetResource(name, total)));
  }

  private <R> R apply(Command<R> command) {
    lock.lock();
    try {
      return scheduler.apply(command, timer.now());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void register(WorkerProfile profile) {
    apply(new Command.RegisterWorker(WORKER, profile));
  }

  @Override
  public void listen(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void announce(List<Announcement> tasks) {
    apply(new Command.Announce(WORKER, tasks));
  }

  @Override
  public Exchange exchange(List<End> ends, int most) {
    lock.lock();
    try {
      Instant now = timer.now();
      List<Verdict> verdicts = new ArrayList<>(ends.size());
      for (End end : ends) {
        verdicts.add(
            scheduler.apply(
                new Command.Report(WORKER, end.taskId(), end.attempt(), end.outcome()), now));
      }
      Claimed claimed = scheduler.apply(new Command.Claim(WORKER, most), now);
      if (claimed.nextWake().isPresent()) {
        wakeAt(claimed.nextWake().get(), now);
      }
      return new Exchange(verdicts, claimed);
    } finally {
      lock.unlock();
    }
  }

  private void wakeAt(Instant time, Instant now) {
    if (alarmAt != null && alarmAt.isAfter(now) && !alarmAt.isAfter(time)) {
      return;
    }
    if (alarm != null) {
      alarm.cancel();
    }
    alarmAt = time;
    // A millisecond more, as the timer counts in whole ones.
    alarm = timer.after(Duration.between(now, time).plusMillis(1), listener::wake);
  }

  @Override
  public Awaited await(
      String taskId, int attempt, List<Announcement> newTasks, List<String> dependencies) {
    return apply(new Command.Await(WORKER, taskId, attempt, newTasks, dependencies));
  }

  @Override
  public void tell(Report report) {
    apply(report.by(WORKER));
  }

  /** Nobody else has a part in anything here. */
  @Override
  public List<News> ask(List<String> taskIds) {
    return List.of();
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (alarm != null) {
        alarm.cancel();
      }
    } finally {
      lock.unlock();
    }
  }
}
