package dev.stillson.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A temporary directory beside a target in which a file or a directory is made under the target's
 * own name.
 *
 * <pre>{@code
 * .stillson-…/new/NAME   what is being made
 * .stillson-…/old/NAME   the directory that was in its place, while they change places
 * }</pre>
 *
 * <p>The file system changes a file for another in one step, but not a directory for another: the
 * old one is put aside, then the new one is put in. A crash between the two leaves the target
 * missing, the new one complete and the old one whole; {@link #recover} then puts the new one in.
 * At no time is the target there in part.
 */
record Workbench(Path path) {

  /** A workbench named {@code path}, which does not exist yet. */
  static Workbench make(Path path) throws IOException {
    Files.createDirectory(path);
    Files.createDirectory(path.resolve("new"));
    return new Workbench(path);
  }

  /** What is made for {@code target}. */
  Path made(Path target) {
    return path.resolve("new").resolve(target.getFileName());
  }

  private Path old(Path target) {
    return path.resolve("old").resolve(target.getFileName());
  }

  /** Puts the directory {@code target} aside, if it still exists. */
  void putAside(Path target) throws IOException {
    Path old = old(target);
    Files.createDirectories(path.resolve("old"));
    Tree.delete(old);
    try {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // Another process is changing it: what it puts there is found by the next try.
    }
  }

  /** Puts what was put aside back, unless something else is in its place by now. */
  void putBack(Path target) throws IOException {
    Path old = old(target);
    if (exists(old) && !exists(target)) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Ends, for a process that crashed, the exchange that it had begun; then removes the rest. */
  static void recover(Path path) throws IOException {
    Workbench bench = new Workbench(path);
    Path aside = path.resolve("old");
    if (exists(aside)) {
      try (var names = Files.newDirectoryStream(aside)) {
        for (Path old : names) {
          Path target = path.resolveSibling(old.getFileName());
          if (exists(bench.made(target)) && !exists(target)) {
            Files.move(bench.made(target), target, StandardCopyOption.ATOMIC_MOVE);
          }
        }
      }
    }
    bench.remove();
  }

  /** Removes the workbench and all that is on it. */
  void remove() throws IOException {
    Tree.delete(path);
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
