package dev.stillson.server.event;

import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.json.Json;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * What a client reads as events sent by the server ({@code text/event-stream}). All that is written
 * is on its way at once.
 */
record EventStream(OutputStream out) implements AutoCloseable {
  /** How many streams of a kind are open at once at most. */
  static final int MOST = 500;

  private static final byte[] STILL_HERE = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  /** Begins to answer with a stream; the caller closes it. */
  static EventStream on(Exchange exchange) {
    // Else nginx gathers what it is sent before it passes it on.
    exchange.set(HeaderNames.create("X-Accel-Buffering"), "no");
    return new EventStream(exchange.stream("text/event-stream"));
  }

  /** That there are {@link #MOST} already. */
  static HttpProblem tooMany() {
    return HttpProblem.of(503, "too_many_watchers", "There are too many streams of events")
        .retryAfter(Duration.ofSeconds(30));
  }

  /** An event with what {@code data} writes. */
  void send(String event, Consumer<JsonGenerator> data) throws IOException {
    // JSON has no line breaks within, so that it is one line of the event.
    write("event: " + event + "\ndata: ");
    out.write(Json.bytes(data));
    write("\n\n");
    out.flush();
  }

  /** As {@link #send(String, Consumer)}; who connects again says that it has heard {@code id}. */
  void send(String event, long id, Consumer<JsonGenerator> data) throws IOException {
    write("id: " + id + "\n");
    send(event, data);
  }

  /** A comment, which keeps the connection from being taken for dead. */
  void stillHere() throws IOException {
    out.write(STILL_HERE);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
