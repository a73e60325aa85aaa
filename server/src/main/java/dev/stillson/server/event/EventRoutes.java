package dev.stillson.server.event;

import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Body;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.PathPattern;
import dev.stillson.server.http.Route;
import dev.stillson.server.http.Verb;
import dev.stillson.server.json.Json;
import dev.stillson.server.scheduler.CommitListener;
import dev.stillson.server.scheduler.Committed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;

/** Streams of events: each says which tasks and workers are to be looked at again. */
public final class EventRoutes implements CommitListener, AutoCloseable {
  private static final int MOST_WATCHERS = 500;
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final Duration gathering;
  private final Duration heartbeat;
  private final Set<News> watchers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param gathering how long changes are gathered after some were told
   * @param heartbeat how long a stream is silent at most
   */
  public EventRoutes(Duration gathering, Duration heartbeat) {
    this.gathering = gathering;
    this.heartbeat = heartbeat;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        new Route(
            Verb.GET,
            PathPattern.parse("/api/v1/events"),
            Permission.VIEW,
            Body.STREAM,
            false,
            this::watch));
  }

  /** How many watch now. */
  public int watchers() {
    return watchers.size();
  }

  @Override
  public void committed(Committed changes) {
    watchers.forEach(news -> news.add(changes));
  }

  @Override
  public void resync() {
    watchers.forEach(News::addEverything);
  }

  /** Ends all streams; no more begin. */
  @Override
  public void close() {
    closed = true;
    watchers.forEach(News::close);
  }

  private void watch(Exchange exchange) throws HttpProblem, IOException {
    if (watchers.size() >= MOST_WATCHERS) {
      throw HttpProblem.of(503, "too_many_watchers", "There are too many streams of events")
          .retryAfter(Duration.ofSeconds(30));
    }
    News news = new News();
    watchers.add(news);
    try (OutputStream out = exchange.stream("text/event-stream")) {
      // Whoever connects cannot know what was before.
      send(out, new News.Notice(Set.of(), Set.of(), true, true, false));
      while (!closed) {
        News.Notice notice = news.take(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        if (notice.closed() || !exchange.isStillAllowed()) {
          return;
        }
        if (notice.isEmpty()) {
          out.write(HEARTBEAT);
          out.flush();
        } else {
          send(out, notice);
          news.pause(gathering.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      // The server is closing the connection.
      Thread.currentThread().interrupt();
    } finally {
      watchers.remove(news);
    }
  }

  private static void send(OutputStream out, News.Notice notice) throws IOException {
    out.write("event: change\ndata: ".getBytes(StandardCharsets.UTF_8));
    // JSON has no line breaks within, so that it is one line of the event.
    out.write(Json.bytes(json -> write(notice, json)));
    out.write("\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void write(News.Notice notice, JsonGenerator json) {
    json.writeStartObject();
    json.writeArrayPropertyStart("tasks");
    notice.tasks().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("workers");
    notice.workers().forEach(json::writeString);
    json.writeEndArray();
    json.writeBooleanProperty("everything", notice.everything());
    json.writeBooleanProperty("general", notice.general());
    json.writeEndObject();
  }
}
