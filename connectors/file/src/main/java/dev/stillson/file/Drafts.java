package dev.stillson.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the drafts of files and directories have in common. */
final class Drafts {
  private Drafts() {}

  /** The path of {@code name} in {@code folder}, where it can be written. */
  static Path begin(Subject subject, Folder folder, String name) throws IOException {
    Path target = folder.path().resolve(name);
    if (Kind.isTooLong(name)) {
      throw new DiskException(
          subject + " cannot be written", target, "the name is too long for the file system");
    }
    try {
      folder.prepare();
    } catch (IOException e) {
      throw failure(subject, target, e);
    }
    return target;
  }

  /** A new workbench in {@code folder} for {@code target}. */
  static Workbench bench(Subject subject, Folder folder, Path target) throws IOException {
    try {
      try {
        return Workbench.make(folder.path().resolve(Owner.newName()));
      } catch (NoSuchFileException e) {
        folder.renew();
        return Workbench.make(folder.path().resolve(Owner.newName()));
      }
    } catch (IOException e) {
      throw failure(subject, target, e);
    }
  }

  /** Removes {@code bench} after what was made on it is published. */
  static void clear(Workbench bench) {
    try {
      bench.remove();
    } catch (IOException e) {
      // An old directory holds what this user may not remove. The new one is in place all the same;
      // the rest is a leftover like a crash's.
    }
  }

  /** The error that says that {@code subject} cannot be written to {@code target}. */
  static DiskException failure(Subject subject, Path target, IOException cause) {
    return new DiskException(subject + " cannot be written", target, cause);
  }
}
