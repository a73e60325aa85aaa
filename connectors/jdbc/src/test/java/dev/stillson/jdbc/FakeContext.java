package dev.stillson.jdbc;

import dev.stillson.Blob;
import dev.stillson.Marker;
import dev.stillson.Messages;
import dev.stillson.Mode;
import dev.stillson.Producer;
import dev.stillson.Requires;
import dev.stillson.Target;
import dev.stillson.TaskContext;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An attempt that knows who it is, and can end; it has no inputs and outputs. */
final class FakeContext implements TaskContext {
  private final String environment;
  private volatile boolean ended;

  FakeContext(String environment) {
    this.environment = environment;
  }

  /** From now on every method throws. */
  void end() {
    ended = true;
  }

  private void requireAlive() {
    if (ended) {
      throw new IllegalStateException("The attempt has ended");
    }
  }

  @Override
  public String taskId() {
    requireAlive();
    return "Load_2019_04_21_abc";
  }

  @Override
  public int attempt() {
    requireAlive();
    return 2;
  }

  @Override
  public Mode mode() {
    requireAlive();
    return environment.isEmpty() ? Mode.LIVE : Mode.TEST;
  }

  @Override
  public Optional<String> environment() {
    requireAlive();
    return environment.isEmpty() ? Optional.empty() : Optional.of(environment);
  }

  private static UnsupportedOperationException none() {
    return new UnsupportedOperationException("not part of this fake");
  }

  @Override
  public <O extends Target> O input(Producer<O> node) {
    throw none();
  }

  @Override
  public <O extends Target> Optional<O> input(Requires.Soft<? extends Producer<O>> soft) {
    throw none();
  }

  @Override
  public InputStream read(Producer<Blob> node) {
    throw none();
  }

  @Override
  public Stream<String> readLines(Producer<Blob> node) {
    throw none();
  }

  @Override
  public Path readFile(Producer<Blob> node) {
    throw none();
  }

  @Override
  public <X extends Exception> void write(Blob target, StreamBody<X> body) {
    throw none();
  }

  @Override
  public void writeLines(Blob target, Stream<String> lines) {
    throw none();
  }

  @Override
  public <X extends Exception> void writeFile(Blob target, PathBody<X> body) {
    throw none();
  }

  @Override
  public void mark(Marker marker) {
    throw none();
  }

  @Override
  public <C> C client(Class<C> type) {
    throw none();
  }

  @Override
  public <O extends Target> O require(Producer<O> node) {
    throw none();
  }

  @Override
  public <O extends Target> List<O> require(Collection<? extends Producer<O>> nodes) {
    throw none();
  }

  @Override
  public void progress(double fraction) {
    throw none();
  }

  @Override
  public void status(String message) {
    throw none();
  }

  @Override
  public void trackingUrl(URI url) {
    throw none();
  }

  @Override
  public void release(String name, int amount) {
    throw none();
  }

  @Override
  public System.Logger log() {
    throw none();
  }

  @Override
  public Messages messages() {
    throw none();
  }

  @Override
  public Path scratch() {
    throw none();
  }
}
