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

  private final Subject subject;
  private final Path target;
  private final boolean sync;
  private final Workbench bench;
  private State state = State.NEW;

  /**
   * @param subject what errors are about
   * @param name its name in {@code folder}
   * @param sync whether {@link #publish} waits for stable storage
   */
  DirectoryDraft(Subject subject, Folder folder, String name, boolean sync) throws IOException {
    this.subject = subject;
    this.target = Drafts.begin(subject, folder, name);
    this.sync = sync;
    bench = Drafts.bench(subject, folder, target);
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
      throw new IllegalStateException(subject + " has its path already, or is finished");
    }
    Path made = bench.made(target);
    try {
      Files.createDirectory(made);
    } catch (IOException e) {
      throw Drafts.failure(subject, target, e);
    }
    state = State.FILLING;
    return made;
  }

  @Override
  public void publish() throws IOException {
    if (state != State.FILLING) {
      throw new IllegalStateException(subject + " was never filled, or is not a draft any more");
    }
    try {
      complete(bench.made(target));
      replace(bench.made(target));
    } catch (DiskException e) {
      throw e;
    } catch (IOException e) {
      throw Drafts.failure(subject, target, e);
    }
    state = State.OVER;
    Drafts.clear(bench);
  }

  private void complete(Path made) throws IOException {
    if (!Files.isDirectory(made)) {
      throw new IOException("the task removed the directory that it was to fill");
    }
    if (sync) {
      Tree.sync(made);
    }
    Path success = made.resolve(Place.SUCCESS);
    if (Kind.of(success) == Kind.MISSING) {
      Files.createFile(success);
      if (sync) {
        Tree.sync(success);
      }
    }
  }

  private void replace(Path made) throws IOException {
    for (int i = 1; ; i++) {
      try {
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException e) {
        if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
          throw new DiskException(
              subject + " cannot be written", target, "a file is in its place", e);
        }
        boolean occupied = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
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

  @Override
  public void close() throws IOException {
    if (state != State.OVER) {
      state = State.OVER;
      bench.putBack(target);
      bench.remove();
    }
  }
}
