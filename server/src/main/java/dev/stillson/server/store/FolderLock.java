package dev.stillson.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a data folder, which the operating system takes back when the process ends. Who has
 * it is told in a file beside it: reading the locked file itself would give the lock back.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock take(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    Path holder = folder.resolve("holder");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new StateInUseException(
          """
          Another server has the data folder.
            folder:  %s
            server:  %s
          hint: stop it, or give this one a folder of its own with --data\
          """
              .formatted(folder, Files.exists(holder) ? Files.readString(holder).strip() : "?"));
    }
    Files.writeString(holder, Hold.self() + " since " + Instant.now() + "\n");
    return new FolderLock(channel);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException("The lock on the data folder could not be given back", e);
    }
  }
}
