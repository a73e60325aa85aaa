package dev.stillson.worker;

import dev.stillson.Blob;
import dev.stillson.Marker;
import dev.stillson.Messages;
import dev.stillson.Mode;
import dev.stillson.Node;
import dev.stillson.Producer;
import dev.stillson.Requires;
import dev.stillson.Target;
import dev.stillson.TaskContext;
import dev.stillson.store.Compression;
import dev.stillson.store.Draft;
import dev.stillson.store.Store;
import dev.stillson.worker.connector.Connectors;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one attempt may do; all that is rarely used is made on first use. */
final class AttemptContext implements TaskContext {
  private final String family;
  private final String taskId;
  private final int attempt;
  private final Connectors connectors;
  private final Optional<String> environment;
  private final Gate gate;
  private final Host host;
  private final Scratch scratch;
  private final Declared declared;
  private @Nullable TaskLog log;

  /** What was published last, which in nearly all tasks is their output. */
  private volatile @Nullable Target published;

  /**
   * @param identity the task that runs, or the one that stands for a batch
   * @param node the task itself, or the batch combined to one
   */
  AttemptContext(
      Identity identity,
      Node node,
      Connectors connectors,
      Optional<String> environment,
      Gate gate,
      Host host,
      Scratch scratch) {
    this.family = identity.family();
    this.taskId = identity.taskId();
    this.attempt = identity.attempt();
    this.connectors = connectors;
    this.environment = environment;
    this.gate = gate;
    this.host = host;
    this.scratch = scratch;
    this.declared = new Declared(node);
  }

  /** Which attempt of which task. */
  record Identity(String family, String taskId, int attempt) {}

  @Override
  public <O extends Target> O input(Producer<O> input) {
    gate.check();
    declared.check(input);
    return located(input);
  }

  @Override
  public <O extends Target> Optional<O> input(Requires.Soft<? extends Producer<O>> soft) {
    O place = input(soft.node());
    try {
      Store<Target> store = connectors.storeOf(place);
      return store.existing(List.of(place)).isEmpty() ? Optional.empty() : Optional.of(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <O extends Target> O located(Producer<O> input) {
    O place = input.output();
    return environment.isEmpty() || host.isReal(input) ? place : mapped(place);
  }

  /** {@code target} in the run's environment. */
  private <T extends Target> T mapped(T target) {
    if (environment.isEmpty()) {
      return target;
    }
    try {
      return connectors.storeOf(target).inEnvironment(target, environment.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream read(Producer<Blob> input) throws IOException {
    Blob blob = input(input);
    InputStream in = connectors.blobs(blob).open(blob);
    Optional<Compression> compression = connectors.compression(blob);
    if (compression.isEmpty()) {
      return in;
    }
    try {
      return compression.get().decompress(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // The caller closes the stream, which closes the reader.
  public Stream<String> readLines(Producer<Blob> input) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(read(input), StandardCharsets.UTF_8));
    return reader
        .lines()
        .onClose(() -> {
          try {
            reader.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public Path readFile(Producer<Blob> input) throws IOException {
    Blob blob = input(input);
    return connectors.blobs(blob).local(blob, scratch.part());
  }

  @Override
  public <X extends Exception> void write(Blob target, StreamBody<X> body) throws IOException, X {
    gate.check();
    Blob place = mapped(target);
    Optional<Compression> compression = connectors.compression(place);
    try (Draft draft = connectors.blobs(place).draft(place)) {
      try (OutputStream stored = draft.stream();
          OutputStream out =
              compression.isPresent() ? compression.get().compress(stored) : stored) {
        body.write(out);
      }
      publish(draft, target);
    }
  }

  @Override
  public void writeLines(Blob target, Stream<String> lines) throws IOException {
    try (lines) {
      write(
          target,
          out -> {
            BufferedWriter writer =
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
              writer.write(each.next());
              writer.write('\n');
            }
            writer.flush();
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public <X extends Exception> void writeFile(Blob target, PathBody<X> body) throws IOException, X {
    gate.check();
    Blob place = mapped(target);
    try (Draft draft = connectors.blobs(place).draft(place)) {
      body.write(draft.path());
      publish(draft, target);
    }
  }

  private void publish(Draft draft, Blob target) throws IOException {
    gate.enter();
    try {
      draft.publish();
      published = target;
    } finally {
      gate.leave();
    }
  }

  @Override
  public void mark(Marker marker) throws IOException {
    gate.enter();
    try {
      Marker place = mapped(marker);
      connectors.markers(place).mark(place);
      published = marker;
    } finally {
      gate.leave();
    }
  }

  /** Whether {@code target} is known to exist, since it was just published here. */
  boolean hasPublished(Target target) {
    return target.equals(published);
  }

  @Override
  public <C> C client(Class<C> type) throws IOException {
    gate.check();
    return connectors.client(type, this);
  }

  @Override
  public <O extends Target> O require(Producer<O> required) throws InterruptedException {
    gate.check();
    host.require(List.of(required));
    declared.add(Set.of(required));
    return located(required);
  }

  @Override
  public <O extends Target> List<O> require(Collection<? extends Producer<O>> required)
      throws InterruptedException {
    gate.check();
    List<Producer<O>> nodes = List.copyOf(required);
    if (!nodes.isEmpty()) {
      host.require(nodes);
      declared.add(nodes);
    }
    List<O> outputs = new ArrayList<>(nodes.size());
    for (Producer<O> each : nodes) {
      outputs.add(located(each));
    }
    return outputs;
  }

  @Override
  public void progress(double fraction) {
    gate.check();
    host.progress(Double.isNaN(fraction) ? 0 : Math.clamp(fraction, 0, 1));
  }

  @Override
  public void status(String message) {
    gate.check();
    host.status(message);
  }

  @Override
  public void trackingUrl(URI url) {
    gate.check();
    host.trackingUrl(url);
  }

  @Override
  public void release(String name, int amount) {
    gate.check();
    if (amount < 1) {
      throw new IllegalArgumentException(
          "The amount of resource '" + name + "' is " + amount + "; it must be at least 1");
    }
    host.release(name, amount);
  }

  @Override
  public synchronized System.Logger log() {
    gate.check();
    TaskLog known = log;
    if (known == null) {
      known = new TaskLog(family);
      log = known;
    }
    return known;
  }

  @Override
  public Messages messages() {
    gate.check();
    return (Duration wait) -> {
      gate.check();
      return host.message(wait);
    };
  }

  @Override
  public String taskId() {
    gate.check();
    return taskId;
  }

  @Override
  public int attempt() {
    gate.check();
    return attempt;
  }

  @Override
  public Mode mode() {
    gate.check();
    return environment.isPresent() ? Mode.TEST : Mode.LIVE;
  }

  @Override
  public Optional<String> environment() {
    gate.check();
    return environment;
  }

  @Override
  public Path scratch() throws IOException {
    gate.check();
    return scratch.path();
  }

  @Override
  public String toString() {
    return taskId + "." + attempt;
  }
}
