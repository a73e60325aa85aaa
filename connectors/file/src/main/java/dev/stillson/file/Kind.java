package dev.stillson.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What is at a path, symbolic links followed. */
enum Kind {
  MISSING,
  FILE,
  FOLDER;

  /** What every file system in use allows: 255 bytes, or characters where they are counted. */
  private static final int LONGEST_NAME = 255;

  /**
   * What is at {@code path}.
   *
   * @throws IOException if that cannot be known
   */
  static Kind of(Path path) throws IOException {
    try {
      return asked(path);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Also said of paths that cannot exist: below a file, or with a name that is too long.
      if (cannotExist(path)) {
        return MISSING;
      }
      throw e;
    }
  }

  /** Whether {@code name} is longer than file systems allow. */
  static boolean isTooLong(String name) {
    return name.length() > LONGEST_NAME / 3
        && name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
  }

  private static Kind asked(Path path) throws IOException {
    // One system call, and no exception for what is missing: this is asked for every target of a
    // plan.
    BasicFileAttributes attributes =
        path.getFileSystem().provider().readAttributesIfExists(path, BasicFileAttributes.class);
    return attributes == null ? MISSING : attributes.isDirectory() ? FOLDER : FILE;
  }

  private static boolean cannotExist(Path path) {
    for (Path name : path) {
      if (isTooLong(name.toString())) {
        return true;
      }
    }
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      try {
        return asked(above) == FILE;
      } catch (IOException e) {
        // The reason is further up.
      }
    }
    return false;
  }
}
