package dev.stillson.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A blob being written: invisible until {@link #publish()}, gone without a trace if that is never
 * called. Used by one thread at a time.
 */
public interface Draft extends AutoCloseable {

  /**
   * The stream to write the blob's bytes to; called at most once, and not together with {@link
   * #path()}.
   */
  OutputStream stream() throws IOException;

  /** The local path at which to make the file, or the empty directory to fill. */
  Path path() throws IOException;

  /**
   * Makes the blob visible in one step, replacing what was there. The bytes are on stable storage
   * when this returns. {@link #stream()}'s stream has been closed before.
   */
  void publish() throws IOException;

  /** Discards the draft unless it was published. */
  @Override
  void close() throws IOException;
}
