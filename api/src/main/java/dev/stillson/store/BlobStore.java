package dev.stillson.store;

import dev.stillson.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A store of files and directories. Bytes go in and out as they are; compression is the engine's.
 */
public interface BlobStore extends Store<Blob> {

  /**
   * The bytes of {@code blob}.
   *
   * @throws java.nio.file.NoSuchFileException if it does not exist
   */
  InputStream open(Blob blob) throws IOException;

  /**
   * Begins to write {@code blob}, which stays as it is until {@link Draft#publish()}.
   *
   * @throws IOException if the place cannot be written; the message names it
   */
  Draft draft(Blob blob) throws IOException;

  /**
   * {@code blob} as a local file or directory.
   *
   * @param scratch an empty directory to copy to, where the store is not local
   * @throws java.nio.file.NoSuchFileException if it does not exist
   */
  Path local(Blob blob, Path scratch) throws IOException;
}
