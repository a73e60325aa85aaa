package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler without any cleverness: it keeps plain lists, asks every question anew by looking at
 * everything, and is to be compared with the real one.
 */
final class Oracle extends OracleRules {
  Oracle(SchedulerSettings settings) {
    super(settings);
  }

  Object apply(Command<?> command, Instant now) {
    return switch (command) {
      case Command.RegisterWorker c -> {
        Party worker = touch(c.worker(), now);
        worker.profile = c.profile();
        worker.registered = true;
        yield Acknowledgement.OK;
      }
      case Command.Announce c -> {
        Party worker = touch(c.worker(), now);
        c.tasks().forEach(told -> announce(worker, told, now));
        yield worker.standing();
      }
      case Command.Claim c -> claim(touch(c.worker(), now), c, now);
      case Command.Report c -> report(touch(c.worker(), now), c, now);
      case Command.Await c -> await(touch(c.worker(), now), c, now);
      case Command.Heartbeat c -> {
        Party worker = touch(c.worker(), now);
        worker.messages.removeIf(message -> message.number() <= c.seen());
        yield new Pulse(
            List.copyOf(worker.messages),
            c.leases().stream().filter(l -> !holds(worker, l.taskId(), l.attempt())).toList(),
            worker.standing());
      }
      case Command.Progress c -> verdict(workers.get(c.worker()), c.taskId(), c.attempt());
      case Command.DecreaseResources c -> {
        Work task = tasks.get(c.taskId());
        Verdict verdict = verdict(workers.get(c.worker()), c.taskId(), c.attempt());
        if (task != null && verdict instanceof Verdict.Accepted) {
          crew(task).forEach(member -> member.held = member.held.minus(c.less()));
        }
        yield verdict;
      }
      case Command.Forget c -> {
        if (workers.containsKey(c.worker())) {
          drop(workers.get(c.worker()), false, now);
        }
        yield Acknowledgement.OK;
      }
      case Command.ForgiveFailures c -> {
        Work task = tasks.get(c.taskId());
        if (task != null && task.status == Status.FAILED) {
          if (task.counted()) {
            forget(task);
          }
          set(task, Status.PENDING, "", now);
        }
        yield status(c.taskId());
      }
      case Command.Invalidate c -> {
        Work task = tasks.get(c.taskId());
        if (task != null && (task.status == Status.DONE || task.status == Status.FAILED)) {
          task.runnable = true;
          forget(task);
          set(task, Status.PENDING, "", now);
        }
        yield status(c.taskId());
      }
      case Command.MarkDone c -> {
        if (tasks.containsKey(c.taskId())) {
          set(tasks.get(c.taskId()), Status.DONE, "", now);
        }
        yield status(c.taskId());
      }
      case Command.ReEnable c -> {
        Work task = tasks.get(c.taskId());
        if (task != null && task.status == Status.DISABLED && task.disabledAt != null) {
          reEnable(task, now);
        } else if (task != null && task.status == Status.DISABLED) {
          forget(task);
          set(task, Status.PENDING, "", now);
        }
        yield status(c.taskId());
      }
      case Command.Disable c -> {
        if (tasks.containsKey(c.taskId())) {
          set(tasks.get(c.taskId()), Status.DISABLED, "", now);
        }
        yield status(c.taskId());
      }
      case Command.Cancel c -> {
        Work task = tasks.get(c.taskId());
        if (task != null && Set.of(Status.RUNNING, Status.PARKED).contains(task.status)) {
          task.cancelled = true;
          Party holder = task.holder();
          holder.messages.add(new WorkerMessage.Stop(++holder.number, task.id, task.attempts));
        } else if (task != null
            && Set.of(Status.PENDING, Status.FAILED, Status.UNKNOWN).contains(task.status)) {
          set(task, Status.FAILED, "CANCELLATION", now);
        }
        yield status(c.taskId());
      }
      case Command.SetPriority c -> {
        if (tasks.containsKey(c.taskId())) {
          tasks.get(c.taskId()).priority = c.priority();
          raise(tasks.get(c.taskId()), c.priority());
        }
        yield status(c.taskId());
      }
      case Command.Pause c -> {
        paused = true;
        yield Acknowledgement.OK;
      }
      case Command.Resume c -> {
        paused = false;
        yield Acknowledgement.OK;
      }
      case Command.DisableWorker c -> {
        Party worker = mention(c.worker(), now);
        worker.disabled = true;
        tasks.values().forEach(task -> unable(task, worker));
        yield Acknowledgement.OK;
      }
      case Command.SetSlots c -> {
        Party worker = mention(c.worker(), now);
        worker.messages.add(new WorkerMessage.Slots(++worker.number, c.slots()));
        yield Acknowledgement.OK;
      }
      case Command.SetResource c -> {
        totals.put(c.name(), c.total());
        yield Acknowledgement.OK;
      }
      case Command.SendMessage c -> {
        Party to = mention(c.worker(), now);
        to.messages.add(
            new WorkerMessage.ForTask(++to.number, c.taskId(), c.messageId(), c.content()));
        yield Acknowledgement.OK;
      }
      case Command.Start c -> {
        Party to = workers.get(c.worker());
        if (to != null) {
          to.messages.add(
              new WorkerMessage.Start(
                  ++to.number, c.submission(), c.family(), c.parameters(), c.user(), c.dry()));
        }
        yield Acknowledgement.OK;
      }
      case Command.Delete c -> {
        Party to = workers.get(c.worker());
        if (to != null) {
          to.messages.add(new WorkerMessage.Delete(++to.number, c.order(), c.tasks()));
        }
        yield Acknowledgement.OK;
      }
      case Command.Respond c -> Acknowledgement.OK;
      case Command.TakeResponse c -> Optional.empty();
      case Command.Prune c -> {
        prune(now);
        yield Acknowledgement.OK;
      }
      // Luigi's own scheduler is the oracle of these, see its transcripts in the protocol module.
      case LuigiCommand<?> c -> throw new IllegalArgumentException(c.toString());
    };
  }

  private Party mention(String id, Instant now) {
    return workers.computeIfAbsent(id, name -> new Party(name, next++, now));
  }

  private Party touch(String id, Instant now) {
    Party worker = mention(id, now);
    worker.active = now;
    return worker;
  }

  private Optional<Status> status(String id) {
    return Optional.ofNullable(tasks.get(id)).map(task -> task.status);
  }

  private boolean holds(Party worker, String id, int attempt) {
    Work task = tasks.get(id);
    return task != null && task.live() && task.holder == worker && task.attempts == attempt;
  }

  private Verdict verdict(@Nullable Party worker, String id, int attempt) {
    if (worker == null || !tasks.containsKey(id)) {
      return new Verdict.Refused(Refusal.UNKNOWN_TASK);
    }
    return holds(worker, id, attempt)
        ? Verdict.ACCEPTED
        : new Verdict.Refused(Refusal.ATTEMPT_OVER);
  }

  private void announce(Party worker, Announcement told, Instant now) {
    Work task = tasks.get(told.id());
    boolean wanted = Set.of(Presence.PENDING, Presence.EXTERNAL).contains(told.presence());
    if (worker.disabled && (task == null || task.status != Status.RUNNING)) {
      return;
    }
    if (task != null
        && task.status == Status.DONE
        && wanted
        && now.isBefore(task.updated.plus(settings.doneCooldown()))) {
      return;
    }
    if (task == null) {
      task = new Work(told.id(), Status.PENDING, told.priority(), next++, now);
      tasks.put(task.id, task);
    }
    task.family = task.family.isEmpty() ? told.family() : task.family;
    task.parameters = task.parameters.size() == 0 ? told.parameters() : task.parameters;
    if (told.presence() != Presence.EXTERNAL || !task.runnable) {
      task.terms = told.terms();
      task.batchable = told.terms().batching().isPresent();
    }
    task.removal = null;
    task.announced = true;
    boolean interested = !worker.disabled && !worker.assistant();
    if (interested) {
      task.stake.add(worker);
    }
    if (told.presence() == Presence.PENDING
        || !told.dependencies().isEmpty()
        || !told.softDependencies().isEmpty()) {
      task.hard = new LinkedHashSet<>(told.dependencies());
      task.soft = new LinkedHashSet<>(told.softDependencies());
      task.soft.removeAll(task.hard);
      if (!task.live()) {
        task.dynamic.clear();
      }
      Stream<String> all =
          Stream.concat(told.dependencies().stream(), told.softDependencies().stream());
      all.filter(id -> interested)
          .forEach(id -> {
            Work dependency =
                tasks.computeIfAbsent(
                    id, name -> new Work(id, Status.UNKNOWN, told.priority(), next++, now));
            dependency.stake.add(worker);
            dependency.removal = null;
          });
    }
    raise(task, Math.max(task.priority, told.priority()));
    if (told.presence() == Presence.PENDING && !worker.disabled) {
      task.runnable = true;
      task.latest = task.able.add(worker) ? worker : task.latest;
    }
    told.terms().batching().ifPresent(batching -> worker.batchers.put(told.family(), batching));
    if (task.live()) {
      task.foundDone |= told.presence() == Presence.DONE;
      return;
    }
    if (wanted && task.status == Status.FAILED && task.counted()) {
      if (task.due != null) {
        return;
      }
      forget(task);
    }
    set(task, wanted ? Status.PENDING : Status.valueOf(told.presence().name()), "", now);
  }

  private Claimed claim(Party worker, Command.Claim claim, Instant now) {
    if (settings.pruneOnClaim()) {
      prune(now);
    }
    worker.claimed = claim.most() > 0 ? now : worker.claimed;
    List<Assignment> assignments = new ArrayList<>();
    List<Resumption> resumptions = new ArrayList<>();
    claim
        .held()
        .ifPresent(held ->
            tasks.values().stream()
                .filter(one -> one.status == Status.RUNNING && one.holder == worker)
                .filter(one -> !held.contains(one.id))
                .sorted(HANDED_OUT)
                .forEach(one -> {
                  if (one.resumed != null) {
                    resumptions.add(new Resumption(one.id, one.attempts, one.resumed));
                  } else {
                    assignments.add(assignment(one));
                  }
                }));
    while (assignments.size() + resumptions.size() < claim.most()) {
      Work task = choose(worker, now);
      if (task == null) {
        break;
      }
      if (task.status == Status.PARKED) {
        List<String> failed =
            task.awaited.stream().filter(id -> faceOf(id).isLost()).sorted().toList();
        task.status = Status.RUNNING;
        task.updated = now;
        task.awaited.clear();
        task.resumed = failed;
        resumptions.add(new Resumption(task.id, task.attempts, failed));
      } else {
        start(task, worker, now);
        assignments.add(assignment(task));
      }
    }
    List<Work> mine =
        tasks.values().stream()
            .filter(one ->
                Set.of(Status.PENDING, Status.FAILED).contains(one.status)
                    && face(one) != Face.DISABLED
                    && one.able.contains(worker))
            .toList();
    return new Claimed(
        assignments,
        resumptions,
        (int)
            tasks.values().stream()
                .filter(t -> t.stake.contains(worker) && face(t) == Face.OPEN)
                .count(),
        tasks.values().stream()
            .flatMap(one -> Optional.ofNullable(one.due).stream())
            .min(Instant::compareTo),
        worker.standing(),
        mine.size(),
        (int) mine.stream().filter(one -> one.able.size() == 1).count(),
        (int) mine.stream().filter(one -> one.latest == worker).count());
  }

  private void start(Work task, Party worker, Instant now) {
    List<Work> crew = new ArrayList<>(List.of(task));
    Batching batching = task.batchable ? worker.batchers.get(task.family) : null;
    List<String> names = task.parameters.signature().names();
    if (batching != null && !batching.names().isEmpty() && names.containsAll(batching.names())) {
      boolean trivial =
          !worker.assistant()
              && tasks.values().stream()
                  .noneMatch(one ->
                      one.status == Status.PENDING
                          && one.able.contains(worker)
                          && !one.terms.demand().isNone());
      tasks.values().stream()
          .filter(one -> one != task && one.batchable && one.status == Status.PENDING && ready(one))
          .filter(one ->
              one.family.equals(task.family) && one.terms.demand().equals(task.terms.demand()))
          .filter(one -> rest(one, batching).equals(rest(task, batching)))
          .filter(one -> !trivial || one.able.contains(worker))
          .filter(worker::has)
          .sorted(RANK)
          .filter(one -> RANK.compare(task, one) < 0)
          .limit(batching.most() - 1)
          .forEach(crew::add);
    }
    for (Work one : crew) {
      one.batch = crew.size() > 1 ? task.id + "#" + next : null;
      one.attempts++;
      one.started = now;
      one.holder = worker;
      one.held = one.terms.demand();
      one.cancelled = false;
      one.reported = false;
      one.foundDone = false;
      one.resumed = null;
      one.status = one == task ? Status.RUNNING : Status.BATCH_RUNNING;
      one.updated = now;
    }
    crew.forEach(one -> one.batch = task.batch);
  }

  private static Map<String, String> rest(Work task, Batching batching) {
    Map<String, String> rest = new TreeMap<>();
    for (int i = 0; i < task.parameters.size(); i++) {
      rest.put(task.parameters.signature().names().get(i), task.parameters.value(i));
    }
    rest.replaceAll((name, value) -> batching.names().contains(name) ? "" : value);
    return rest;
  }

  private Assignment assignment(Work task) {
    List<Assignment> members = new ArrayList<>();
    for (Work one : task.batch == null ? List.<Work>of() : crew(task)) {
      members.add(new Assignment(one.id, one.attempts, one.family, one.parameters, List.of()));
    }
    return new Assignment(task.id, task.attempts, task.family, task.parameters, members);
  }

  private Verdict report(Party worker, Command.Report report, Instant now) {
    Work task = tasks.get(report.taskId());
    if (!holds(worker, report.taskId(), report.attempt())) {
      boolean repeated =
          task != null
              && task.reported
              && task.holder().id.equals(worker.id)
              && task.attempts == report.attempt();
      return repeated ? Verdict.ACCEPTED : verdict(worker, report.taskId(), report.attempt());
    }
    if (task == null || task.status == Status.BATCH_RUNNING) {
      return new Verdict.Refused(Refusal.MEMBER_OF_A_BATCH);
    }
    switch (report.outcome()) {
      case Outcome.Done done -> set(task, Status.DONE, "", now);
      case Outcome.Failed failed ->
          set(
              task,
              Status.FAILED,
              task.cancelled ? "CANCELLATION" : failed.permanent() ? "PERMANENT" : "FAILURE",
              now);
      case Outcome.Released released -> release(task, now);
    }
    task.reported = true;
    return Verdict.ACCEPTED;
  }

  private void release(Work task, Instant now) {
    set(
        task,
        task.cancelled ? Status.FAILED : Status.PENDING,
        task.cancelled ? "CANCELLATION" : "RELEASE",
        now);
  }

  private Awaited await(Party worker, Command.Await await, Instant now) {
    Work task = tasks.get(await.taskId());
    if (verdict(worker, await.taskId(), await.attempt()) instanceof Verdict.Refused refused) {
      return new Awaited.Refused(refused.why());
    }
    if (task == null || task.status != Status.RUNNING) {
      return new Awaited.Refused(
          task != null && task.status == Status.PARKED
              ? Refusal.ALREADY_PARKED
              : Refusal.MEMBER_OF_A_BATCH);
    }
    await.newTasks().forEach(told -> announce(worker, told, now));
    for (String id : await.dependencies()) {
      Work dependency = tasks.get(id);
      if (dependency == null || (dependency.status == Status.UNKNOWN && !dependency.announced)) {
        return new Awaited.Refused(Refusal.UNKNOWN_DEPENDENCY);
      }
    }
    if (await.dependencies().stream().anyMatch(id -> reaches(id, task.id, new LinkedHashSet<>()))) {
      return new Awaited.Cycle(List.of());
    }
    task.dynamic.addAll(await.dependencies());
    raise(task, task.priority);
    if (await.dependencies().stream().noneMatch(id -> faceOf(id) == Face.OPEN)) {
      return new Awaited.Settled(
          await.dependencies().stream().distinct().filter(id -> faceOf(id).isLost()).toList());
    }
    task.awaited.addAll(await.dependencies());
    task.status = Status.PARKED;
    task.updated = now;
    task.resumed = null;
    return new Awaited.Parked();
  }

  private boolean reaches(String from, String to, Set<String> seen) {
    Work task = tasks.get(from);
    if (from.equals(to) || task == null || !seen.add(from)) {
      return from.equals(to);
    }
    Set<String> waits =
        switch (task.status) {
          case PARKED -> task.awaited;
          case RUNNING, BATCH_RUNNING, DONE -> Set.of();
          default ->
              Stream.concat(task.hard.stream(), task.soft.stream())
                  .collect(java.util.stream.Collectors.toSet());
        };
    return waits.stream().anyMatch(id -> reaches(id, to, seen));
  }

  private void drop(Party worker, boolean lost, Instant now) {
    workers.remove(worker.id);
    for (Work task : tasks.values()) {
      task.stake.remove(worker);
      unable(task, worker);
    }
    tasks.values().stream()
        .filter(one -> one.live() && one.holder == worker)
        .sorted(HANDED_OUT)
        .toList()
        .forEach(one -> {
          if (one.live() && lost) {
            set(one, Status.FAILED, "LOSS", now);
          } else if (one.live()) {
            release(one, now);
          }
        });
  }

  private void prune(Instant now) {
    for (Party worker : List.copyOf(workers.values())) {
      if (worker.active.isAfter(now)) {
        worker.active = now;
      }
      if (worker.active.plus(settings.workerTimeout()).isBefore(now)) {
        drop(worker, true, now);
      }
    }
    for (Work task : List.copyOf(tasks.values())) {
      if (task.stake.isEmpty() && task.removal == null && !task.live()) {
        task.removal = now.plus(settings.removeDelay());
      }
    }
    Set<String> awaited = new HashSet<>();
    for (Work task : tasks.values()) {
      if (task.status == Status.PARKED) {
        needs(task, awaited);
      }
    }
    for (Work task : List.copyOf(tasks.values())) {
      while (task.due != null && !task.due.isAfter(now)) {
        if (task.status == Status.FAILED) {
          set(task, Status.PENDING, "", now);
        } else {
          reEnable(task, now);
        }
      }
      if (task.removal != null && !task.removal.isAfter(now)) {
        task.removal = null;
        if (awaited.contains(task.id) && !task.live()) {
          task.removal = later(now, settings.removeDelay());
        } else if (!task.live()) {
          tasks.remove(task.id);
        }
      }
    }
  }

  private void needs(Work task, Set<String> needed) {
    for (Set<String> some : List.of(task.hard, task.soft, task.awaited)) {
      for (String id : some) {
        Work dependency = tasks.get(id);
        if (needed.add(id) && dependency != null && dependency.status != Status.DONE) {
          needs(dependency, needed);
        }
      }
    }
  }
}
