package dev.stillson.server.event;

import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.scheduler.CommitListener;
import dev.stillson.server.scheduler.Committed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;

/** Streams of events: each says which tasks and workers are to be looked at again. */
public final class EventRoutes implements CommitListener, AutoCloseable {
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
    return List.of(Route.stream("/api/v1/events", Permission.VIEW, this::watch));
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
    if (watchers.size() >= EventStream.MOST) {
      throw EventStream.tooMany();
    }
    News news = new News();
    watchers.add(news);
    try (EventStream stream = EventStream.on(exchange)) {
      // Whoever connects cannot know what was before.
      send(stream, new News.Notice(Set.of(), Set.of(), true, true, false));
      while (!closed) {
        News.Notice notice = news.take(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        if (notice.closed() || !exchange.isStillAllowed()) {
          return;
        }
        if (notice.isEmpty()) {
          stream.stillHere();
        } else {
          send(stream, notice);
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

  private static void send(EventStream stream, News.Notice notice) throws IOException {
    stream.send("change", json -> write(notice, json));
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
