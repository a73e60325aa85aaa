package dev.stillson.server.event;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.scheduler.CommitListener;
import dev.stillson.server.scheduler.Committed;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.worker.AttemptLogs;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Streams of what attempts log, as it is written. Whoever follows is woken by what is added and by
 * the attempt's end, and reads the kept log when it can take more: nothing is buffered for a client
 * that is slow, and a quiet log costs nothing.
 */
public final class LogStreams implements CommitListener, AutoCloseable {
  private static final int LARGEST_PIECE = 1 << 16;

  /** What a worker could not send before it told of an attempt's end comes right after it. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final AttemptLogs logs;
  private final SharedScheduler scheduler;
  private final Duration gathering;
  private final Duration heartbeat;
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private record Follower(String taskId, int attempt, LogNews news) {}

  /**
   * Streams of {@code logs}.
   *
   * @param scheduler knows which attempts go on
   * @param gathering how long pieces are gathered after some were told
   * @param heartbeat how long a stream is silent at most
   */
  public LogStreams(
      AttemptLogs logs, SharedScheduler scheduler, Duration gathering, Duration heartbeat) {
    this.logs = logs;
    this.scheduler = scheduler;
    this.gathering = gathering;
    this.heartbeat = heartbeat;
  }

  /** How many follow a log now. */
  public int followers() {
    return followers.size();
  }

  @Override
  public void committed(Committed changes) {
    if (followers.isEmpty()) {
      return;
    }
    Set<String> changed = new HashSet<>(changes.removedTasks());
    changes.tasks().forEach(row -> changed.add(row.id()));
    followers.stream()
        .filter(follower -> changed.contains(follower.taskId))
        .forEach(follower -> follower.news.change());
  }

  @Override
  public void resync() {
    followers.forEach(follower -> follower.news.change());
  }

  /** Ends all streams; no more begin. */
  @Override
  public void close() {
    closed = true;
    followers.forEach(follower -> follower.news.close());
  }

  /**
   * Answers with what the attempt logs from byte {@code offset} on, or from the last {@code
   * -offset} on if it is negative, until the attempt has ended and all of it is told.
   *
   * @throws HttpProblem if too many follow already
   */
  public void follow(Exchange exchange, String taskId, int attempt, long offset)
      throws HttpProblem, IOException {
    if (followers.size() >= EventStream.MOST) {
      throw EventStream.tooMany();
    }
    Follower follower = new Follower(taskId, attempt, new LogNews());
    followers.add(follower);
    try (AttemptLogs.Watch _ = logs.watch(taskId, attempt, follower.news::add);
        EventStream stream = EventStream.on(exchange)) {
      follow(exchange, follower, offset, stream);
    } catch (InterruptedException e) {
      // The server is closing the connection.
      Thread.currentThread().interrupt();
    } finally {
      followers.remove(follower);
    }
  }

  private void follow(Exchange exchange, Follower follower, long offset, EventStream stream)
      throws IOException, InterruptedException {
    long next = offset;
    boolean over = false;
    // Of a log that is quiet nothing else would tell the client that it is let in.
    stream.stillHere();
    while (!closed) {
      Duration patience = over ? LAST_WORDS : heartbeat;
      LogNews.Notice notice = follower.news.take(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (notice.closed() || !exchange.isStillAllowed()) {
        return;
      }
      if (notice.changed()) {
        over = over || !goesOn(follower);
      }
      if (notice.added()) {
        AttemptLogs.Page page = logs.read(follower.taskId, follower.attempt, next, LARGEST_PIECE);
        next = page.next();
        if (!page.text().isEmpty()) {
          send(page, stream);
        }
        if (next < page.length()) {
          follower.news.add();
        } else {
          follower.news.pause(gathering.toMillis(), TimeUnit.MILLISECONDS);
        }
      } else if (!notice.changed()) {
        if (over) {
          stream.send("end", json -> json.writeStartObject().writeEndObject());
          return;
        }
        stream.stillHere();
      }
    }
  }

  private boolean goesOn(Follower follower) {
    try {
      return scheduler.look(core -> goesOn(core, follower.taskId, follower.attempt));
    } catch (SchedulerUnavailableException e) {
      // Nobody knows; when the state is there again, all are told to look.
      return true;
    }
  }

  private static boolean goesOn(Scheduler core, String taskId, int attempt) {
    return core.task(taskId)
        .filter(row -> row.attempts() == attempt)
        .flatMap(TaskRow::attempt)
        .map(TaskRow.AttemptRow::live)
        .orElse(false);
  }

  private static void send(AttemptLogs.Page page, EventStream stream) throws IOException {
    stream.send(
        "piece",
        page.next(),
        json -> {
          json.writeStartObject();
          json.writeStringProperty("text", page.text());
          json.writeNumberProperty("next", page.next());
          json.writeNumberProperty("length", page.length());
          json.writeEndObject();
        });
  }
}
