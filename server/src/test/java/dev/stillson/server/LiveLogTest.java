package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What an attempt logs, as it is written. */
@Timeout(60)
class LiveLogTest {
  private final String task = "live-" + System.nanoTime();
  private Rig rig;
  private int attempt;
  private int sequence;
  private long written;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    rig.announce("w", task, "Live");
    attempt = rig.claim("w").lease().attempt();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** An event: its name, its id and its data. */
  private record Event(String name, String id, JsonNode data) {
    String text() {
      return data.path("text").asString();
    }
  }

  private void write(String text) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    WorkerCodec.write(
        new WorkerRequest(
            "w",
            "",
            ++sequence,
            Duration.ZERO,
            List.of(new WorkerCommand.Log(task, attempt, written, text))),
        request);
    rig.workers.handle(
        new ByteArrayInputStream(request.toByteArray()), OutputStream.nullOutputStream());
    written += text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void end() {
    rig.state.apply(new Command.Report("w", task, attempt, new Outcome.Done(Optional.empty())));
  }

  private String path(String query) {
    return "/api/v1/tasks/" + task + "/attempts/" + attempt + "/log/live" + query;
  }

  /** A stream that somebody follows. */
  private final class Following implements AutoCloseable {
    private final HttpURLConnection connection;
    private final BufferedReader lines;
    private int comments;

    Following(String path, String... header) throws IOException {
      connection =
          (HttpURLConnection)
              URI.create("http://localhost:" + rig.server.port() + path).toURL().openConnection();
      if (header.length > 0) {
        connection.setRequestProperty(header[0], header[1]);
      }
      lines =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next event; empty if the stream has ended. */
    Optional<Event> next() throws IOException {
      String name = "";
      String id = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          return Optional.of(new Event(name, id, Wire.json(line.substring(6))));
        } else if (line.startsWith(":") && ++comments > 2) {
          throw new IOException("Nothing came for long");
        }
      }
      return Optional.empty();
    }

    String text() throws IOException {
      return next().orElseThrow().text();
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  /** Reads pieces until they are {@code length} bytes. */
  private static String read(Following live, int length) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.toString().getBytes(StandardCharsets.UTF_8).length < length) {
      text.append(live.text());
    }
    return text.toString();
  }

  @Test
  void aLineIsToldWhenItIsWrittenAndTheStreamEndsWithTheAttempt() throws Exception {
    try (Following live = new Following(path(""))) {
      assertThat(live.connection.getContentType()).isEqualTo("text/event-stream");
      assertThat(live.connection.getHeaderField("X-Accel-Buffering")).isEqualTo("no");
      write("first ä\n");
      Event first = live.next().orElseThrow();
      assertThat(first.name()).isEqualTo("piece");
      assertThat(first.id()).isEqualTo("9");
      assertThat(first.text()).isEqualTo("first ä\n");
      assertThat(first.data().path("next").asLong()).isEqualTo(9);
      assertThat(first.data().path("length").asLong()).isEqualTo(9);
      write("second\n");
      assertThat(live.next().orElseThrow().text()).isEqualTo("second\n");
      end();
      write("last words\n");
      assertThat(live.next().orElseThrow().text()).isEqualTo("last words\n");
      assertThat(live.next().orElseThrow().name()).isEqualTo("end");
      assertThat(live.next()).isEmpty();
    }
  }

  @Test
  void whoConnectsAgainGoesOnWhereItWas() throws Exception {
    write("0123456789");
    try (Following live = new Following(path("?offset=-4"))) {
      assertThat(live.next().orElseThrow().text()).isEqualTo("6789");
    }
    try (Following live = new Following(path("?offset=-4"), "Last-Event-ID", "8")) {
      assertThat(live.next().orElseThrow().text()).isEqualTo("89");
    }
  }

  @Test
  void aLongLogComesInBoundedPiecesThatJoin() throws Exception {
    String text = "世😀é a line\n".repeat(10_000);
    write(text);
    StringBuilder read = new StringBuilder();
    try (Following live = new Following(path("?offset=0"))) {
      while (read.length() < text.length()) {
        Event event = live.next().orElseThrow();
        assertThat(event.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan((1 << 16) + 1);
        read.append(event.text());
      }
    }
    assertThat(read.toString()).isEqualTo(text);
  }

  @Test
  void whoFollowsSeesEachLineOnceInItsOrder() throws Exception {
    StringBuilder all = new StringBuilder();
    try (Following live = new Following(path(""))) {
      for (int i = 0; i < 300; i++) {
        String line = "line " + i + "\n";
        all.append(line);
        write(line);
      }
      assertThat(read(live, all.length())).isEqualTo(all.toString());
    }
  }

  @Test
  void theLogOfAnAttemptThatIsOverIsToldAndEnds() throws Exception {
    write("all\n");
    end();
    try (Following live = new Following(path(""))) {
      assertThat(live.next().orElseThrow().text()).isEqualTo("all\n");
      assertThat(live.next().orElseThrow().name()).isEqualTo("end");
    }
    try (Following live = new Following("/api/v1/tasks/none/attempts/1/log/live")) {
      assertThat(live.next().orElseThrow().name()).isEqualTo("end");
    }
  }

  @Test
  void aServerThatStopsEndsTheStream() throws Exception {
    try (Following live = new Following(path(""))) {
      write("one\n");
      assertThat(live.text()).isEqualTo("one\n");
      rig.close();
      assertThat(live.next()).isEmpty();
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    assertThat(rig.wire.get(path("?offset=x")).send().status()).isEqualTo(400);
    assertThat(rig.wire.get("/api/v1/tasks/x/attempts/0/log/live").send().status()).isEqualTo(400);
  }
}
