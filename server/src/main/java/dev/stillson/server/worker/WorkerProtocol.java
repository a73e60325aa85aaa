package dev.stillson.server.worker;

import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Pulse;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Verdict;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.protocol.worker.ProtocolException;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import dev.stillson.server.scheduler.SharedScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of workers at {@code POST /api/v1/worker}. Safe for threads; a request may
 * be held for minutes, so each has a thread of its own.
 */
public final class WorkerProtocol {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;

  /** How many signs of life an idle worker gives in the time after which it counts as dead. */
  private static final int SIGNS_IN_TIME = 3;

  private final SharedScheduler scheduler;
  private final AttemptLogs logs;
  private final Submissions submissions;
  private final Starts starts = new Starts();
  private final Deletions deletions = new Deletions();
  private final CodeVersions versions = new CodeVersions();
  private final Echoes echoes = new Echoes();

  /** Requests are applied to {@code scheduler}, pieces of logs are kept in {@code logs}. */
  public WorkerProtocol(SharedScheduler scheduler, AttemptLogs logs) {
    this.scheduler = scheduler;
    this.logs = logs;
    this.submissions = new Submissions(scheduler);
  }

  /**
   * Answers one request. Nothing is written before the answer is complete.
   *
   * @return the HTTP status: 200, or 400 or 413 if nothing of the request was applied; the answer
   *     then is an error in words
   * @throws IOException if the request cannot be read or the answer cannot be written
   * @throws dev.stillson.server.scheduler.SchedulerUnavailableException if the state cannot be
   *     stored at present; the worker repeats the request
   */
  public int handle(InputStream request, OutputStream reply) throws IOException {
    WorkerResponse response;
    try {
      response = answer(WorkerCodec.request(request));
    } catch (ProtocolException e) {
      WorkerCodec.write(e, reply);
      return e.code() == ProtocolException.Code.TOO_LARGE ? TOO_LARGE : BAD_REQUEST;
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    WorkerCodec.write(response, reply);
    return OK;
  }

  /**
   * Keeps up what was submitted, and lets go of what has come to its end; to be called every ten
   * seconds or so, well within the time after which a silent worker is dropped.
   *
   * @throws dev.stillson.server.scheduler.SchedulerUnavailableException if the state cannot be
   *     stored at present
   */
  public void tend() {
    submissions.tend();
  }

  /** Who waits for a worker to start a task. */
  public Starts starts() {
    return starts;
  }

  /** Who waits for workers to delete outputs. */
  public Deletions deletions() {
    return deletions;
  }

  /** Families that are run by other code than announced them, as texts for people. */
  public List<String> codeMismatches() {
    return versions.mismatches();
  }

  /** Answers {@code request}, holding it if it asks for that. */
  WorkerResponse answer(WorkerRequest request) {
    versions.note(request);
    List<WorkerCommand> commands = request.commands();
    @Nullable Reply[] replies = new @Nullable Reply[commands.size()];
    for (int i = 0; i < replies.length; i++) {
      if (commands.get(i) instanceof WorkerCommand.Log log) {
        replies[i] = append(request.worker(), log);
      } else if (commands.get(i) instanceof WorkerCommand.Prepared) {
        replies[i] = deletions.prepared(request.worker(), request.patience());
      }
    }
    boolean echo = echoes.isEcho(request);
    WorkerResponse response =
        scheduler.perform((core, now) -> {
          List<Reply> all = new ArrayList<>(replies.length);
          for (int i = 0; i < replies.length; i++) {
            Reply known = replies[i];
            all.add(known == null ? reply(request, commands.get(i), echo, core, now) : known);
          }
          return new WorkerResponse(all, standing(core, request.worker()));
        });
    echoes.applied(request);
    return hold(request, response);
  }

  private Reply reply(
      WorkerRequest request, WorkerCommand command, boolean echo, Scheduler core, Instant now) {
    try {
      return switch (command) {
        // Nobody would run what is announced after the worker has left.
        case WorkerCommand.Announce _
            when echo || standing(core, request.worker()) == Standing.UNREGISTERED ->
            new Reply.Stands(standing(core, request.worker()));
        case WorkerCommand.ForScheduler plain -> apply(plain.by(request.worker()), core, now);
        case WorkerCommand.Submit submit ->
            new Reply.Stands(submissions.submit(request.worker(), submit.tasks(), core, now));
        case WorkerCommand.Started started -> {
          starts.started(request.worker(), started);
          yield Reply.DONE;
        }
        case WorkerCommand.Planned planned -> {
          starts.planned(request.worker(), planned);
          yield Reply.DONE;
        }
        case WorkerCommand.Decline decline -> {
          starts.declined(request.worker(), decline);
          deletions.declined(request.worker(), decline);
          yield Reply.DONE;
        }
        case WorkerCommand.Deleted deleted -> {
          deletions.deleted(request.worker(), deleted);
          yield Reply.DONE;
        }
        case WorkerCommand.Ask ask -> new Reply.News(Inquiry.of(core, ask.taskIds()));
        case WorkerCommand.Log _, WorkerCommand.Prepared _ ->
            throw new IllegalStateException("It is no command for the scheduler: " + command);
      };
    } catch (IllegalArgumentException e) {
      return new Reply.Refused(
          new ProtocolException(
              ProtocolException.Code.INVALID_VALUE, String.valueOf(e.getMessage()), ""));
    }
  }

  private static Reply apply(Command<?> command, Scheduler core, Instant now) {
    return switch (core.apply(command, now)) {
      case Standing standing -> new Reply.Stands(standing);
      case Claimed claimed -> new Reply.Work(claimed);
      case Verdict verdict -> new Reply.Judged(verdict);
      case Awaited awaited -> new Reply.Waits(awaited);
      case Pulse pulse ->
          new Reply.Beat(pulse, core.settings().workerTimeout().dividedBy(SIGNS_IN_TIME));
      case null, default -> Reply.DONE;
    };
  }

  private static Standing standing(Scheduler core, String worker) {
    Optional<WorkerRow> row = core.worker(worker);
    if (row.isPresent() && row.get().disabled()) {
      return Standing.DISABLED;
    }
    return row.isPresent() && row.get().registered() ? Standing.ACTIVE : Standing.UNREGISTERED;
  }

  /** If the request ends with a claim that gave nothing, waits for it to give something. */
  private WorkerResponse hold(WorkerRequest request, WorkerResponse response) {
    if (response.replies().isEmpty()
        || !(response.replies().getLast() instanceof Reply.Work(Claimed first))
        || !(request.commands().getLast() instanceof WorkerCommand.Claim claim)) {
      return response;
    }
    Claimed claimed = first;
    boolean beats = request.commands().stream().anyMatch(WorkerCommand.Heartbeat.class::isInstance);
    if (!request.patience().isZero()
        && !tells(response)
        && isWorthWaiting(request.worker(), first)) {
      claimed = scheduler.claim(claim.by(request.worker()), request.patience(), beats);
      if (claimed.standing() == Standing.UNREGISTERED) {
        leave(request.worker());
      }
    }
    versions.check(request, claimed);
    List<Reply> replies = new ArrayList<>(response.replies());
    replies.set(replies.size() - 1, new Reply.Work(claimed));
    return new WorkerResponse(replies, claimed.standing());
  }

  /** Whether there is something in the answer that the worker has to know now. */
  private static boolean tells(WorkerResponse response) {
    return response.replies().stream()
        .anyMatch(reply ->
            reply instanceof Reply.Beat(Pulse pulse, var _)
                && !(pulse.messages().isEmpty() && pulse.lost().isEmpty()));
  }

  /** A worker that left while its claim was held was mentioned again by that claim. */
  private void leave(String worker) {
    scheduler.perform((core, now) -> {
      if (standing(core, worker) == Standing.UNREGISTERED) {
        core.apply(new Command.Forget(worker), now);
      }
      return true;
    });
  }

  private boolean isWorthWaiting(String worker, Claimed claimed) {
    return claimed.assignments().isEmpty()
        && claimed.resumptions().isEmpty()
        && claimed.standing() == Standing.ACTIVE
        && (claimed.live() > 0 || scheduler.look(core -> assists(core, worker)));
  }

  private static boolean assists(Scheduler core, String worker) {
    return core.worker(worker)
        .map(row -> !(row.profile().assistance() instanceof Assistance.None))
        .orElse(false);
  }

  /** Keeps a piece of a log if the attempt is, or was, the worker's. */
  private Reply append(String worker, WorkerCommand.Log log) {
    boolean own =
        scheduler.look(core ->
            core.task(log.taskId())
                .flatMap(row -> row.attempts() == log.attempt() ? row.attempt() : Optional.empty())
                .map(attempt -> attempt.worker().equals(worker))
                .orElse(false));
    if (!own) {
      return new Reply.Refused(
          new ProtocolException(
              ProtocolException.Code.INVALID_VALUE,
              "The attempt is not one of worker " + worker + ", so its log is not kept",
              ""));
    }
    try {
      return logs.append(log.taskId(), log.attempt(), log.offset(), log.text());
    } catch (IOException e) {
      return new Reply.Refused(
          new ProtocolException(
              ProtocolException.Code.UNAVAILABLE,
              "The log cannot be written\n  cause: " + e,
              "the server's disk may be full"));
    }
  }
}
