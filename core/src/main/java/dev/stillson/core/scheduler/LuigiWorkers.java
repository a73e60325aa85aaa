package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is special about workers of Luigi; the rules for their tasks are in two other classes. */
final class LuigiWorkers {
  private final State state;
  private final Attempts attempts;
  private final Announcing announcing;
  private final Departures departures;
  private final LuigiTasks tasks;
  private final LuigiClaims claims;

  LuigiWorkers(
      State state,
      Transitions transitions,
      Announcing announcing,
      Claiming claiming,
      Attempts attempts,
      Departures departures) {
    this.state = state;
    this.attempts = attempts;
    this.announcing = announcing;
    this.departures = departures;
    tasks = new LuigiTasks(state, transitions);
    claims = new LuigiClaims(state, transitions, claiming);
  }

  Object apply(LuigiCommand<?> command, Instant now) {
    return switch (command) {
      case LuigiCommand.AddTask told -> {
        tasks.check(told);
        tasks.add(state.touch(told.worker(), now), told, now);
        yield Acknowledgement.OK;
      }
      case LuigiCommand.GetWork get -> work(get, now);
      case LuigiCommand.CountPending count -> claims.count(state.mention(count.worker(), now));
      case LuigiCommand.AddBatcher add -> {
        announcing.batchBy(state.mention(add.worker(), now), add.family(), add.batching());
        yield Acknowledgement.OK;
      }
      case LuigiCommand.AddWorker add -> {
        describe(state.mention(add.worker(), now), add);
        yield Acknowledgement.OK;
      }
      case LuigiCommand.Ping ping -> {
        WorkerState worker = state.touch(ping.worker(), now);
        List<WorkerMessage> messages = List.copyOf(worker.messages);
        worker.messages.clear();
        yield messages;
      }
      case LuigiCommand.SetMessage set -> {
        TaskState task = state.tasks.find(set.taskId());
        if (task != null) {
          say(task, set.message());
          Attempts.members(task).forEach(member -> say(member, set.message()));
        }
        yield Acknowledgement.OK;
      }
      case LuigiCommand.SetPercentage set -> {
        TaskState task = state.tasks.find(set.taskId());
        if (task != null) {
          come(task, set.percentage());
          Attempts.members(task).forEach(member -> come(member, set.percentage()));
        }
        yield Acknowledgement.OK;
      }
      case LuigiCommand.Decrease decrease -> {
        TaskState task = state.tasks.find(decrease.taskId());
        if (task != null && task.status == Status.RUNNING) {
          attempts.decrease(task, decrease.less());
          Attempts.members(task).forEach(member -> attempts.decrease(member, decrease.less()));
        }
        yield Acknowledgement.OK;
      }
    };
  }

  private LuigiCommand.Work work(LuigiCommand.GetWork get, Instant now) {
    if (state.settings.pruneOnClaim()) {
      departures.prune(now);
    }
    WorkerState worker = state.touch(get.worker(), now);
    if (get.assistant() && !worker.disabled && !worker.isAssistant()) {
      WorkerProfile profile = worker.profile;
      Map<String, String> info = new HashMap<>(profile.info());
      info.remove("assistant");
      departures.describe(worker, assistant(profile, true, info));
    }
    return claims.work(worker, get, now);
  }

  private void describe(WorkerState worker, LuigiCommand.AddWorker add) {
    WorkerProfile profile = worker.profile;
    Map<String, String> info = new HashMap<>(profile.info());
    info.putAll(add.info());
    boolean assists = add.assistant().orElse(worker.isAssistant());
    WorkerProfile told =
        new WorkerProfile(
            add.host().orElse(profile.host()),
            Math.max(1, add.slots().orElse(profile.slots())),
            profile.labels(),
            profile.assistance(),
            info);
    departures.describe(worker, assistant(told, assists, info));
  }

  private static WorkerProfile assistant(
      WorkerProfile profile, boolean assists, Map<String, String> info) {
    Assistance assistance = assists ? new Assistance.Anything() : Assistance.NONE;
    return new WorkerProfile(profile.host(), profile.slots(), profile.labels(), assistance, info);
  }

  private void say(TaskState task, Optional<String> message) {
    if (message.isPresent() || task.rarity != null) {
      task.rare().message = message;
      state.changes.task(task.id);
    }
  }

  private void come(TaskState task, Optional<Double> percentage) {
    if (percentage.isPresent() || task.rarity != null) {
      task.rare().percentage = percentage;
      state.changes.task(task.id);
    }
  }
}
