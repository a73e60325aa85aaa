package dev.stillson.testkit;

import dev.stillson.Blob;
import dev.stillson.Marker;
import dev.stillson.Producer;
import dev.stillson.Target;
import dev.stillson.Task;
import dev.stillson.store.Compression;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.worker.Engine;
import dev.stillson.worker.Failure;
import dev.stillson.worker.RunOptions;
import dev.stillson.worker.TaskOutcome;
import dev.stillson.worker.connector.Connectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one task in the real engine, with its blobs and markers in memory.
 *
 * <pre>{@code
 * var result = TaskTester.of(new WordCount(day)).with(new Articles(day), "a b a").run();
 * assertThat(result.lines()).containsExactly("a\t2", "b\t1");
 * }</pre>
 *
 * What the task requires is not run: the test gives it. Not for threads.
 */
public final class TaskTester {
  private final Task<?> task;
  private final MemoryBlobStore blobs = new MemoryBlobStore();
  private final MemoryMarkerStore markers = new MemoryMarkerStore();
  private RunOptions options =
      RunOptions.defaults()
          .withOnly(true)
          .withWorkers(1)
          .withFolder(Path.of(System.getProperty("java.io.tmpdir"), "stillson-tests"));

  private TaskTester(Task<?> task) {
    this.task = task;
  }

  /** A test of {@code task}, for which nothing exists yet. */
  public static TaskTester of(Task<?> task) {
    return new TaskTester(task);
  }

  /** Makes {@code text}, in UTF-8, the output of {@code input}; compressed by its extension. */
  public TaskTester with(Producer<Blob> input, String text) {
    return with(input, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes {@code bytes} the output of {@code input}; compressed by its extension. */
  public TaskTester with(Producer<Blob> input, byte[] bytes) {
    Blob blob = input.output();
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (Connectors connectors = connectors()) {
      Optional<Compression> compression = connectors.compression(blob);
      try (OutputStream out =
          compression.isPresent() ? compression.get().compress(stored) : stored) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    blobs.put(blob, stored.toByteArray());
    return this;
  }

  /** Makes {@code marker} marked. */
  public TaskTester with(Marker marker) {
    markers.mark(marker);
    return this;
  }

  /** Uses {@code connector} for targets and clients other than blobs and markers. */
  public TaskTester with(ConnectorProvider connector) {
    options = options.withConnector(connector);
    return this;
  }

  private Connectors connectors() {
    List<ConnectorProvider> providers = new ArrayList<>(options.connectors());
    providers.add(MemoryConnector.of(blobs));
    providers.add(MemoryConnector.of(markers));
    return new Connectors(options.classes(), options.settings(), providers);
  }

  /**
   * Runs the task, even if its output exists.
   *
   * @throws AssertionError if it fails; the message holds the cause and its stack trace
   */
  public Result run() {
    TaskOutcome outcome = outcome();
    if (outcome.state() != TaskOutcome.State.DONE) {
      throw new AssertionError(
          outcome.task().name()
              + " was expected to succeed\n  outcome: "
              + outcome.state()
              + outcome
                  .failure()
                  .map(failure -> "\n" + failure.message() + "\n" + failure.details())
                  .orElse(""));
    }
    return new Result(this);
  }

  /**
   * Runs the task and expects it to fail.
   *
   * @return why it failed
   * @throws AssertionError if it succeeds
   */
  public Failure fail() {
    TaskOutcome outcome = outcome();
    return outcome
        .failure()
        .filter(failure -> outcome.state() != TaskOutcome.State.DONE)
        .orElseThrow(() ->
            new AssertionError(
                outcome.task().name() + " was expected to fail\n  outcome: " + outcome.state()));
  }

  private TaskOutcome outcome() {
    if (task.output() instanceof Blob blob) {
      blobs.delete(List.of(blob));
    } else if (task.output() instanceof Marker marker) {
      markers.delete(List.of(marker));
    }
    RunOptions all =
        options.withConnector(MemoryConnector.of(blobs)).withConnector(MemoryConnector.of(markers));
    try (Engine engine = Engine.open(all)) {
      return engine.run(List.of(task)).task(task).orElseThrow();
    }
  }

  /** What a task that succeeded left. */
  public static final class Result {
    private final TaskTester tester;

    private Result(TaskTester tester) {
      this.tester = tester;
    }

    /**
     * The text of the task's output, which is a blob; decompressed by its extension.
     *
     * @throws AssertionError if the output is no blob
     */
    public String text() {
      Target output = tester.task.output();
      if (output instanceof Blob blob) {
        return text(blob);
      }
      throw new AssertionError("The output is no blob: " + output);
    }

    /** The lines of {@link #text()}. */
    public List<String> lines() {
      return text().lines().toList();
    }

    /**
     * The text at {@code blob}; decompressed by its extension.
     *
     * @throws UncheckedIOException if it does not exist
     */
    public String text(Blob blob) {
      try (Connectors connectors = tester.connectors()) {
        Optional<Compression> compression = connectors.compression(blob);
        try (var in =
            compression.isPresent()
                ? compression.get().decompress(tester.blobs.open(blob))
                : tester.blobs.open(blob)) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The bytes at {@code blob}, as stored. */
    public byte[] bytes(Blob blob) {
      try {
        return tester.blobs.bytes(blob);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether {@code marker} is marked. */
    public boolean isMarked(Marker marker) {
      return !tester.markers.existing(List.of(marker)).isEmpty();
    }
  }
}
