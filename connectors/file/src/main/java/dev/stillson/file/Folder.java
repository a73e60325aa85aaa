package dev.stillson.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * A folder that files are read from or written to. It is looked at once in a process; every later
 * file in it costs nothing more.
 *
 * <p>Where links may not lead out of the root, that is checked here, once: whoever can change
 * folders below the root while a pipeline runs can as well change what it reads.
 */
final class Folder {
  private final Path path;
  private final Confinement confinement;
  private volatile boolean checked;
  private volatile boolean ready;

  Folder(Path path, Confinement confinement) {
    this.path = path;
    this.confinement = confinement;
  }

  /** Its path. */
  Path path() {
    return path;
  }

  /**
   * Makes sure that it may be used, whether it exists or not.
   *
   * @throws IOException if links lead out of the root
   */
  void check() throws IOException {
    if (!checked) {
      Path existing = existing(path);
      confinement.check(existing);
      // One that does not exist may become anything yet.
      checked = existing.equals(path);
    }
  }

  /**
   * Makes sure that {@code link}, a symbolic link in it, may be followed.
   *
   * @throws IOException if it leads out of the root
   */
  void checkLink(Path link) throws IOException {
    confinement.check(link);
  }

  /**
   * Makes sure that files can be written in it: it exists, and what dead processes left in it is
   * removed.
   */
  void prepare() throws IOException {
    if (!ready) {
      makeReady();
    }
  }

  /** Prepares it again after it was removed. */
  void renew() throws IOException {
    ready = false;
    makeReady();
  }

  private synchronized void makeReady() throws IOException {
    if (ready) {
      return;
    }
    check();
    switch (Kind.of(path)) {
      case FOLDER -> Leftovers.remove(path);
      case FILE -> throw new NotDirectoryException(path.toString());
      case MISSING -> create();
    }
    ready = true;
  }

  private void create() throws IOException {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      Path existing = existing(path);
      if (Files.isRegularFile(existing)) {
        throw new NotDirectoryException(existing.toString());
      }
      throw e;
    }
  }

  /** {@code path}, or the nearest folder above it that exists. */
  private static Path existing(Path path) throws IOException {
    Path here = path;
    while (!Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
      Path above = here.getParent();
      if (above == null) {
        throw new NoSuchFileException(path.toString());
      }
      here = above;
    }
    return here;
  }
}
