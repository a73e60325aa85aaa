package dev.stillson.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The temporary files that dead processes left in a folder. */
final class Leftovers {

  /** How old another machine's temporary file must be to count as left: its owner is not seen. */
  static final Duration FOREIGN_AGE = Duration.ofDays(7);

  private Leftovers() {}

  /**
   * Removes the leftovers in {@code folder}. What this user may not list or remove stays: it is no
   * reason not to write.
   */
  static void remove(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Optional<Owner> owner = Owner.of(entry.getFileName().toString());
        if (owner.isPresent()) {
          remove(entry, owner.get());
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A folder that may be written but not listed.
    }
  }

  private static boolean isLeft(Owner owner, Path entry) throws IOException {
    if (owner.equals(Owner.current())) {
      return false;
    }
    if (owner.isHere()) {
      return owner.isGone();
    }
    Instant changed = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toInstant();
    return changed.isBefore(Instant.now().minus(FOREIGN_AGE));
  }

  private static void remove(Path entry, Owner owner) {
    try {
      if (!isLeft(owner, entry)) {
        return;
      }
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        Workbench.recover(entry);
      } else {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      // Another user's, or another process removes it at the same time.
    }
  }
}
