package dev.stillson;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a running task may do: read its inputs, publish its output, ask for more tasks, say how far
 * it is.
 *
 * <p>Valid while {@link Task#run} runs, in that call's thread and in threads it starts. After the
 * attempt has ended (also by a timeout) every method throws {@link IllegalStateException}, so that
 * a lost attempt can publish nothing.
 *
 * <p>In {@link Mode#TEST} every target given or returned is mapped to the run's environment here;
 * tasks need not know.
 */
public interface TaskContext {

  // Inputs. Reading a node that requires() does not declare is an error that names it.

  /**
   * Where the output of {@code node} is; {@code node} is complete.
   *
   * @throws UndeclaredInput if {@link Node#requires()} does not declare {@code node} and it was not
   *     {@linkplain #require required} in this attempt
   */
  <O extends Target> O input(Producer<O> node);

  /** As {@link #input(Producer)}; empty if the soft dependency failed. */
  <O extends Target> Optional<O> input(Requires.Soft<? extends Producer<O>> soft);

  /**
   * The output of {@code node} as a stream of bytes, decompressed by its extension. To be closed by
   * the caller.
   *
   * @throws UndeclaredInput as {@link #input(Producer)}
   */
  InputStream read(Producer<Blob> node) throws IOException;

  /**
   * The output of {@code node} as lines of UTF-8 text, decompressed by its extension. To be closed
   * by the caller.
   *
   * @throws UndeclaredInput as {@link #input(Producer)}
   */
  Stream<String> readLines(Producer<Blob> node) throws IOException;

  /**
   * The output of {@code node} as a local file or directory, as stored (not decompressed): the file
   * itself where the store is local, else a copy that lives as long as the attempt. Not to be
   * changed.
   *
   * @throws UndeclaredInput as {@link #input(Producer)}
   */
  Path readFile(Producer<Blob> node) throws IOException;

  // Outputs. Nothing is visible before the body returned normally; an exception discards what was
  // written.

  /**
   * Writes beside {@code target} and publishes it in one step when {@code body} returns normally.
   * An existing target is replaced. The stream is compressed by the target's extension; {@code
   * body} need not close it.
   *
   * @throws X whatever {@code body} throws; then nothing is published
   */
  <X extends Exception> void write(Blob target, StreamBody<X> body) throws IOException, X;

  /**
   * Writes {@code lines} as UTF-8 text, each ended by a line feed, as {@link #write} does. Closes
   * the stream.
   */
  void writeLines(Blob target, Stream<String> lines) throws IOException;

  /**
   * As {@link #write}, for libraries that write files themselves: {@code body} gets a local path to
   * make a file at, or, if {@code target} is a directory, an empty directory to fill. Not
   * compressed.
   *
   * @throws X whatever {@code body} throws; then nothing is published
   */
  <X extends Exception> void writeFile(Blob target, PathBody<X> body) throws IOException, X;

  /** Records that {@code marker}'s deed is done. */
  void mark(Marker marker) throws IOException;

  /**
   * A connector's client, such as {@code ctx.client(Jdbc.class)}; configured in {@code
   * stillson.toml}, bound to this attempt.
   *
   * @throws IllegalArgumentException if no connector on the class path has such a client; the
   *     message names those there are
   */
  <C> C client(Class<C> type) throws IOException;

  // Dynamic dependencies.

  /**
   * Requires {@code node} now: returns its output once it exists. Until then this attempt is
   * parked, without its slot and resources, and goes on where it stood; {@code run} is not called
   * again for this.
   *
   * @throws DependencyFailed if {@code node} can no longer succeed
   * @throws InterruptedException if the attempt is cancelled or out of time
   */
  <O extends Target> O require(Producer<O> node) throws InterruptedException;

  /**
   * As {@link #require(Producer)} for all of {@code nodes} at once; the outputs come in the order
   * of the nodes.
   */
  <O extends Target> List<O> require(Collection<? extends Producer<O>> nodes)
      throws InterruptedException;

  // What people see while it runs.

  /** How far the task is: 0 to 1; values outside are cut. */
  void progress(double fraction);

  /** What the task is doing now, in one line. */
  void status(String message);

  /** Where the work can be watched, such as a cluster's own page. */
  void trackingUrl(URI url);

  /**
   * Gives back a part of what the task holds of resource {@code name} before it ends.
   *
   * @param amount above 0; more than is held gives back what is held
   */
  void release(String name, int amount);

  /**
   * The attempt's log. What the task logs through SLF4J, {@link System.Logger} or here ends up in
   * the same place.
   */
  System.Logger log();

  /**
   * The messages sent to this task; none come unless its policy {@linkplain Policy#withMessages
   * accepts} them.
   */
  Messages messages();

  // The attempt.

  /** The id of the running task. */
  String taskId();

  /** Which attempt this is, from 1. */
  int attempt();

  /** What the run is for. */
  Mode mode();

  /** The environment's name in {@link Mode#TEST}, else empty. */
  Optional<String> environment();

  /**
   * A directory for the attempt's temporary files; made on first use, removed when the attempt
   * ends.
   */
  Path scratch() throws IOException;

  /** Writes to a stream. */
  @FunctionalInterface
  interface StreamBody<X extends Exception> {
    /** Writes all of the target's bytes to {@code out}. */
    void write(OutputStream out) throws IOException, X;
  }

  /** Makes a file or fills a directory. */
  @FunctionalInterface
  interface PathBody<X extends Exception> {
    /** Makes the file {@code path}, or fills the existing directory {@code path}. */
    void write(Path path) throws IOException, X;
  }

  /** A task read the output of a node that it does not require. */
  final class UndeclaredInput extends PermanentFailure {
    private static final long serialVersionUID = 1L;

    /** Says that {@code task} read {@code node}, and what it declares. */
    public UndeclaredInput(String task, String node, List<String> declared) {
      super(
          "%s reads an input that its requires() does not declare\n  input: %s\n  declared: %s\nhint: add it to requires(), or call ctx.require(…) first"
              .formatted(task, node, declared.isEmpty() ? "nothing" : String.join(", ", declared)));
    }
  }
}
