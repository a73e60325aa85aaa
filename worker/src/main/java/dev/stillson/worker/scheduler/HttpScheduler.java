package dev.stillson.worker.scheduler;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Pulse;
import dev.stillson.core.scheduler.Refusal;
import dev.stillson.core.scheduler.Resumption;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Verdict;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler behind HTTP, shared with others.
 *
 * <p>Claims that may give something go one at a time: those of {@link #exchange}, or, when that
 * gave less than there was room for, one that the server holds until there is something, sent by a
 * thread of its own; the next exchange brings what it gave. Meanwhile exchanges report, and ask for
 * nothing but the counts. When the server does not answer, reports are kept and sent again, and
 * whatever runs goes on.
 */
public final class HttpScheduler implements SchedulerClient {
  private static final Logger LOG = LoggerFactory.getLogger(HttpScheduler.class);
  private static final int NEWS_AT_ONCE = 1_000;
  private static final Duration LAST_SIGN = Duration.ofSeconds(2);

  private final SchedulerLink link;
  private final Wire wire;
  private final Timer timer;
  private final LogSender logs;
  private final Contact contact;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Listener listener = Listener.NONE;
  private volatile boolean closed;

  // Guarded by the lock.
  private final Hand hand = new Hand();
  private final Hold hold = new Hold();
  private final List<End> unsent = new ArrayList<>();
  private final Told told = new Told();
  private final List<Assignment> given = new ArrayList<>();
  private final List<Resumption> resumed = new ArrayList<>();
  private Claimed counts = nothing(1);
  private int polling;
  private boolean introducing;

  /**
   * How often an introduction has begun or ended: counts asked for before are not to be relied on.
   */
  private int introductions;

  private boolean reached;
  private @Nullable Thread beating;
  private boolean assists;
  private boolean counted;
  private long seen;

  /**
   * Not connected before {@link #register}.
   *
   * @param tails what attempts log
   */
  public HttpScheduler(SchedulerLink link, Timer timer, LogTails tails) {
    this.link = link;
    this.wire = new Wire(link);
    this.contact = new Contact(link.address());
    this.timer = timer;
    this.logs = new LogSender(tails, wire, contact, link.beat(), this::holds);
  }

  private boolean holds(Lease lease) {
    lock.lock();
    try {
      return hand.holds(lease);
    } finally {
      lock.unlock();
    }
  }

  private static Claimed nothing(int live) {
    return new Claimed(
        List.of(), List.of(), live, Optional.empty(), Standing.ACTIVE, live, live, live);
  }

  @Override
  public void listen(Listener listener) {
    this.listener = listener;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void register(WorkerProfile profile) {
    WorkerProfile full =
        new WorkerProfile(
            link.host(),
            profile.slots(),
            link.labels(),
            profile.assistance(),
            link.info(profile.info()),
            profile.forms());
    insist(List.of(new WorkerCommand.Register(full)));
    lock.lock();
    try {
      assists = !(profile.assistance() instanceof Assistance.None);
      if (!reached) {
        reached = true;
        Thread _ = thread("stillson-poll", this::poll);
        beating = thread("stillson-heartbeat", this::beat);
      }
    } finally {
      lock.unlock();
    }
  }

  private static Thread thread(String name, Runnable body) {
    return Thread.ofPlatform().daemon().name(name).start(body);
  }

  @Override
  public void announce(List<Announcement> tasks) {
    insist(List.of(new WorkerCommand.Announce(tasks)));
  }

  /** Sends commands until there is an answer; at the start, not for ever. */
  private WorkerResponse insist(List<WorkerCommand> commands) {
    long end = System.nanoTime() + link.patience().toNanos();
    WorkerRequest request = wire.request(commands, Duration.ZERO);
    while (true) {
      try {
        return contact.answered(wire.send(request));
      } catch (IOException e) {
        boolean first;
        lock.lock();
        try {
          first = !reached;
        } finally {
          lock.unlock();
        }
        boolean hopeless = SchedulerException.isDistrust(e) || System.nanoTime() > end;
        if (closed || (first && hopeless)) {
          throw SchedulerException.unreachable(link.address(), e);
        }
        unheard(e);
        pause(contact.pause());
      }
    }
  }

  private void pause(Duration wait) {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchedulerException("The wait for the scheduler was interrupted");
    } finally {
      lock.unlock();
    }
  }

  /** Who leaves, or has not come yet, need not say that there is no answer. */
  private void unheard(IOException cause) {
    boolean matters;
    lock.lock();
    try {
      matters = reached && !closed;
    } finally {
      lock.unlock();
    }
    contact.unanswered(cause, matters);
  }

  @Override
  public Exchange exchange(List<End> ends, int most) {
    List<WorkerCommand> commands = new ArrayList<>();
    List<End> sent;
    int room;
    int known;
    boolean asks;
    lock.lock();
    try {
      unsent.addAll(ends);
      sent = List.copyOf(unsent);
      room = most - given.size() - resumed.size();
      known = introductions;
      asks = polling == 0 && room > 0;
      if (sent.isEmpty() && told.isEmpty() && !asks && counted) {
        return new Exchange(List.of(), delivery());
      }
      commands.addAll(told.take());
      for (End end : sent) {
        commands.addAll(logs.rest(new Lease(end.taskId(), end.attempt())));
        commands.add(new WorkerCommand.Report(end.taskId(), end.attempt(), end.outcome()));
      }
      commands.add(
          asks
              ? new WorkerCommand.Claim(room, Optional.of(claimable(sent)))
              : new WorkerCommand.Claim(0, Optional.empty()));
    } finally {
      lock.unlock();
    }
    try {
      WorkerResponse response = contact.answered(wire.send(commands));
      boolean _ = logs.answered(commands, response);
      return received(response, sent, asks ? room : 0, known);
    } catch (IOException e) {
      unheard(e);
      timer.after(contact.pause(), this::wake);
      lock.lock();
      try {
        return new Exchange(List.of(), open(delivery()));
      } finally {
        lock.unlock();
      }
    }
  }

  /** In a thread of its own: whoever is woken may talk to the server, and the caller must not. */
  private void wake() {
    Thread.ofVirtual().name("stillson-wake").start(() -> listener.wake());
  }

  /** What is in hand, without what is reported in the same request. */
  private Set<String> claimable(List<End> sent) {
    Set<String> held = hand.held();
    for (End end : sent) {
      held.remove(end.taskId());
    }
    return held;
  }

  private Exchange received(WorkerResponse response, List<End> sent, int room, int known) {
    List<Verdict> verdicts = new ArrayList<>(sent.size());
    lock.lock();
    try {
      for (Reply reply : response.replies()) {
        if (reply instanceof Reply.Judged(Verdict verdict)) {
          verdicts.add(verdict);
        } else if (reply instanceof Reply.Refused(var error)) {
          LOG.warn("The scheduler refused a command: {}", error.sentence());
        }
      }
      for (End end : sent) {
        Lease lease = new Lease(end.taskId(), end.attempt());
        hand.end(lease);
        logs.end(lease);
      }
      unsent.removeAll(sent);
      if (response.replies().getLast() instanceof Reply.Work(Claimed claimed)) {
        take(claimed, known);
        int left = room - claimed.assignments().size() - claimed.resumptions().size();
        if (!counted) {
          wake();
        } else if (left > 0 && isWorthWaiting(claimed)) {
          polling = left;
          changed.signalAll();
        }
      }
      return new Exchange(verdicts, delivery());
    } finally {
      lock.unlock();
    }
  }

  private boolean isWorthWaiting(Claimed claimed) {
    return claimed.standing() == Standing.ACTIVE && (assists || claimed.live() > 0);
  }

  private void take(Claimed claimed, int known) {
    Claimed fresh = hand.take(claimed);
    given.addAll(fresh.assignments());
    resumed.addAll(fresh.resumptions());
    // Between its registration and its announcements a worker seems to have nothing to do.
    counted = known == introductions;
    counts = counted ? fresh : open(fresh);
    if (claimed.standing() == Standing.UNREGISTERED) {
      introduce();
    }
  }

  /** What is there for the worker, with the latest counts. */
  private Claimed delivery() {
    Claimed delivery = Hand.with(counts, List.copyOf(given), List.copyOf(resumed));
    given.clear();
    resumed.clear();
    return introducing ? open(delivery) : delivery;
  }

  /** The same, with something left to expect, as the counts are not to be relied on. */
  private static Claimed open(Claimed claimed) {
    return new Claimed(
        claimed.assignments(),
        claimed.resumptions(),
        Math.max(1, claimed.live()),
        claimed.nextWake(),
        Standing.ACTIVE,
        claimed.pending(),
        claimed.uniquePending(),
        claimed.latestPending());
  }

  /** The scheduler does not know the worker: everything is told again. */
  private void introduce() {
    if (introducing || closed) {
      return;
    }
    introducing = true;
    introductions++;
    // Who is told again is a new worker there, whose messages are counted from the beginning.
    seen = 0;
    LOG.warn("The scheduler at {} has forgotten this worker; it is told again", link.address());
    Thread.ofVirtual()
        .name("stillson-introduction")
        .start(() -> {
          try {
            listener.introduce();
          } catch (SchedulerException e) {
            LOG.warn("The worker could not be introduced again: {}", e.getMessage());
          } finally {
            lock.lock();
            try {
              introducing = false;
              introductions++;
              counted = false;
            } finally {
              lock.unlock();
            }
            wake();
          }
        });
  }

  /** Holds a claim at the server whenever there is room. */
  private void poll() {
    while (true) {
      int known;
      WorkerRequest request;
      lock.lock();
      try {
        while (polling == 0 && !closed) {
          changed.awaitUninterruptibly();
        }
        if (closed) {
          return;
        }
        request =
            wire.request(
                List.of(
                    new WorkerCommand.Heartbeat(leases(), seen),
                    new WorkerCommand.Claim(polling, Optional.of(hand.held()))),
                hold.begin(System.nanoTime()));
        known = introductions;
      } finally {
        lock.unlock();
      }
      try {
        WorkerResponse response = contact.answered(wire.send(request));
        felt(response);
        if (response.replies().getLast() instanceof Reply.Work(Claimed claimed)) {
          polled(claimed, known);
        } else {
          pollEnds(new IOException("The server refused a claim"));
        }
      } catch (IOException e) {
        pollEnds(e);
      } catch (RuntimeException e) {
        LOG.warn("A claim went wrong: {}", e.toString());
        pollEnds(new IOException(e));
      }
    }
  }

  private void polled(Claimed claimed, int known) {
    boolean ends;
    lock.lock();
    try {
      hold.end();
      take(claimed, known);
      ends = !given.isEmpty() || !resumed.isEmpty() || !counted || !isWorthWaiting(claimed);
      if (ends) {
        polling = 0;
      }
    } finally {
      lock.unlock();
    }
    if (ends) {
      wake();
    }
  }

  private void pollEnds(IOException cause) {
    unheard(cause);
    lock.lock();
    try {
      hold.fail();
      polling = 0;
      counted = false;
    } finally {
      lock.unlock();
    }
    timer.after(contact.pause(), this::wake);
  }

  /** The leases that the server is to believe in. Under the lock. */
  private List<Lease> leases() {
    List<Lease> leases = hand.leases();
    for (End end : unsent) {
      leases.remove(new Lease(end.taskId(), end.attempt()));
    }
    return leases;
  }

  /**
   * Says again and again that the worker is alive, unless the server knows, and takes what it is
   * told.
   */
  private void beat() {
    while (true) {
      List<WorkerCommand> commands = new ArrayList<>();
      lock.lock();
      try {
        long left = link.beat().toNanos();
        while (left > 0 && !closed) {
          left = changed.awaitNanos(left);
        }
        if (closed) {
          return;
        }
        if (told.isEmpty() && hand.isEmpty() && hold.isSign(System.nanoTime())) {
          continue;
        }
        commands.addAll(told.take());
        List<Lease> leases = leases();
        // Not every line is told of.
        leases.forEach(logs::logged);
        commands.add(new WorkerCommand.Heartbeat(leases, seen));
      } catch (InterruptedException e) {
        return;
      } finally {
        lock.unlock();
      }
      try {
        felt(contact.answered(wire.send(commands)));
      } catch (IOException e) {
        unheard(e);
      } catch (RuntimeException e) {
        LOG.warn("A heartbeat went wrong: {}", e.toString());
      }
    }
  }

  private void felt(WorkerResponse response) {
    for (Reply reply : response.replies()) {
      if (reply instanceof Reply.Beat(Pulse pulse, Duration silence)) {
        felt(pulse, silence);
      }
    }
  }

  private void felt(Pulse pulse, Duration silence) {
    List<Lease> lost = new ArrayList<>();
    List<WorkerMessage> messages = new ArrayList<>();
    lock.lock();
    try {
      hold.told(silence);
      for (Lease lease : pulse.lost()) {
        // What ended meanwhile is not lost.
        if (hand.holds(lease) && unsent.stream().noneMatch(end -> isOf(end, lease))) {
          hand.end(lease);
          lost.add(lease);
        }
      }
      if (pulse.standing() == Standing.UNREGISTERED) {
        introduce();
      }
      for (WorkerMessage message : pulse.messages()) {
        if (message.number() > seen) {
          seen = message.number();
          messages.add(message);
        }
      }
    } finally {
      lock.unlock();
    }
    if (!lost.isEmpty() || !messages.isEmpty()) {
      // Not a virtual thread, as tasks may have taken all that carry those.
      Thread _ =
          thread(
              "stillson-orders",
              () -> {
                lost.forEach(listener::lost);
                messages.forEach(listener::message);
              });
    }
  }

  private static boolean isOf(End end, Lease lease) {
    return end.taskId().equals(lease.taskId()) && end.attempt() == lease.attempt();
  }

  @Override
  public Awaited await(
      String taskId, int attempt, List<Announcement> newTasks, List<String> dependencies) {
    lock.lock();
    try {
      hand.asks(taskId);
    } finally {
      lock.unlock();
    }
    Awaited answer = new Awaited.Refused(Refusal.ATTEMPT_OVER);
    boolean parked = false;
    try {
      WorkerResponse response =
          insist(List.of(new WorkerCommand.Await(taskId, attempt, newTasks, dependencies)));
      if (response.replies().getFirst() instanceof Reply.Waits(Awaited awaited)) {
        answer = awaited;
      }
      // The answer to the request before got lost.
      if (answer instanceof Awaited.Refused(Refusal why) && why == Refusal.ALREADY_PARKED) {
        answer = new Awaited.Parked();
      }
      parked = answer instanceof Awaited.Parked;
      return answer;
    } finally {
      settle(taskId, parked);
    }
  }

  private void settle(String taskId, boolean parked) {
    @Nullable Resumption resumption = null;
    lock.lock();
    try {
      if (parked) {
        resumption = hand.park(taskId);
        if (resumption != null) {
          resumed.add(resumption);
        }
      } else {
        hand.goesOn(taskId);
      }
    } finally {
      lock.unlock();
    }
    if (resumption != null) {
      wake();
    }
  }

  @Override
  public void tell(Report report) {
    lock.lock();
    try {
      told.add(report.by(link.worker()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void logged(Lease lease) {
    logs.logged(lease);
  }

  @Override
  public List<News> ask(List<String> taskIds) {
    List<News> news = new ArrayList<>();
    for (int from = 0; from < taskIds.size(); from += NEWS_AT_ONCE) {
      List<String> part = taskIds.subList(from, Math.min(taskIds.size(), from + NEWS_AT_ONCE));
      WorkerResponse response = insist(List.of(new WorkerCommand.Ask(part)));
      if (response.replies().getFirst() instanceof Reply.News(var tasks)) {
        for (Reply.TaskNews task : tasks) {
          news.add(new News(task.id(), task.status(), task.worker(), task.explanation()));
        }
      }
    }
    return news;
  }

  @Override
  public void close() {
    List<WorkerCommand> last = new ArrayList<>();
    @Nullable Thread signs;
    lock.lock();
    try {
      if (closed || !reached) {
        closed = true;
        return;
      }
      closed = true;
      signs = beating;
      changed.signalAll();
      for (End end : unsent) {
        last.add(new WorkerCommand.Report(end.taskId(), end.attempt(), end.outcome()));
      }
    } finally {
      lock.unlock();
    }
    logs.close();
    try {
      // A sign of life that comes after the farewell would make the worker known again.
      if (signs != null) {
        signs.join(LAST_SIGN);
      }
    } catch (InterruptedException e) {
      // Whoever waits for the end wants it now.
      Thread.currentThread().interrupt();
    }
    last.add(new WorkerCommand.Forget());
    try {
      wire.send(last);
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The scheduler at {} was not told that this worker leaves: {}",
          link.address(),
          e.toString());
    }
  }
}
