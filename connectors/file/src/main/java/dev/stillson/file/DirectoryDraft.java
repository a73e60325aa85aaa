package dev.stillson.file;

import dev.stillson.store.Draft;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A directory being filled on a {@link Workbench}; published with {@link Place#SUCCESS} in it. */
final class DirectoryDraft implements Draft {
  /** How often another process may put a directory in our place while we put ours. */
  private static final int TRIES = 100;

  private enum State {
    NEW,
    FILLING,
    OVER
  }

  private final String subject;
  private final Folder folder;
  private final String name;
  private final boolean sync;
  private final Workbench bench;
  private State state = State.NEW;

  /**
   * @param subject what errors call it: {@code The blob 'x/'}
   * @param name its name in {@code folder}
   * @param sync whether {@link #publish} waits for stable storage
   */
  DirectoryDraft(String subject, Folder folder, String name, boolean sync) throws IOException {
    this.subject = subject;
    this.folder = folder;
    this.name = name;
    this.sync = sync;
    Drafts.begin(subject, folder, name);
    bench = Drafts.bench(subject, folder, name);
  }

  @Override
  public OutputStream stream() throws IOException {
    throw new IOException(
        subject
            + " is a directory and cannot be written as a stream\nhint: use writeFile, or a name"
            + " without '/' at its end");
  }

  @Override
  public Path path() throws IOException {
    if (state != State.NEW) {
      throw new IllegalStateException(subject + " has its path already");
    }
    Path made = bench.made(name);
    try {
      Files.createDirectory(made);
    } catch (IOException e) {
      throw Drafts.failure(subject, target(), e);
    }
    state = State.FILLING;
    return made;
  }

  @Override
  public void publish() throws IOException {
    if (state != State.FILLING) {
      throw new IllegalStateException(subject + " was never filled, or is not a draft any more");
    }
    Path made = bench.made(name);
    try {
      if (sync) {
        Tree.sync(made);
      }
      Path success = made.resolve(Place.SUCCESS);
      if (!Files.exists(success)) {
        Files.createFile(success);
      }
      if (sync) {
        Tree.sync(success);
      }
      replace(made, target());
    } catch (DiskException e) {
      throw e;
    } catch (IOException e) {
      throw Drafts.failure(subject, target(), e);
    }
    state = State.OVER;
    Drafts.clear(bench);
  }

  private void replace(Path made, Path target) throws IOException {
    for (int i = 1; ; i++) {
      try {
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException e) {
        boolean occupied = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
          throw new DiskException(
              subject + " cannot be written", target, "a file is in its place", e);
        }
        // Not occupied: it is refused for good, or another process has just put it aside.
        if (i == TRIES || (!occupied && i > 2)) {
          throw e;
        }
        if (occupied) {
          bench.putAside(target);
        }
      }
    }
  }

  private Path target() {
    return folder.path().resolve(name);
  }

  @Override
  public void close() throws IOException {
    if (state != State.OVER) {
      state = State.OVER;
      bench.putBack(target());
      bench.remove();
    }
  }
}
