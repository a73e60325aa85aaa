package dev.stillson.file;

import dev.stillson.store.Draft;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file being written: as a temporary file beside the target, or on a {@link Workbench} if others
 * make it by its path.
 */
final class FileDraft implements Draft {
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Subject subject;
  private final Folder folder;
  private final Path target;
  private final boolean sync;
  private Work work = Idle.NEW;

  /**
   * @param subject what errors are about
   * @param name its name in {@code folder}
   * @param sync whether {@link #publish} waits for stable storage
   */
  FileDraft(Subject subject, Folder folder, String name, boolean sync) throws IOException {
    this.subject = subject;
    this.folder = folder;
    this.target = Drafts.begin(subject, folder, name);
    this.sync = sync;
  }

  @Override
  public OutputStream stream() throws IOException {
    begin();
    try {
      Stream stream;
      try {
        stream = open();
      } catch (NoSuchFileException e) {
        folder.renew();
        stream = open();
      }
      work = stream;
      return stream.output;
    } catch (IOException e) {
      throw Drafts.failure(subject, target, e);
    }
  }

  private Stream open() throws IOException {
    Path path = folder.path().resolve(Owner.newName());
    FileChannel channel = FileChannel.open(path, NEW);
    return new Stream(path, channel, new FileOutput(subject, target, channel));
  }

  @Override
  public Path path() throws IOException {
    begin();
    Workbench bench = Drafts.bench(subject, folder, target);
    Path made = bench.made(target);
    work = new Made(bench, made);
    return made;
  }

  private void begin() {
    if (work != Idle.NEW) {
      throw new IllegalStateException(subject + " has its stream or path already, or is finished");
    }
  }

  @Override
  public void publish() throws IOException {
    Work finished = work;
    try {
      finished.publish(this);
    } catch (DiskException e) {
      throw e;
    } catch (IOException e) {
      throw Drafts.failure(subject, target, e);
    }
    work = Idle.OVER;
    finished.clear();
  }

  @Override
  public void close() throws IOException {
    Work unfinished = work;
    work = Idle.OVER;
    unfinished.discard();
  }

  /** What there is of the file so far. */
  private sealed interface Work {
    /** Puts it in the target's place. */
    void publish(FileDraft draft) throws IOException;

    /** Removes what is of no use after that. */
    void clear();

    /** Removes all of it. */
    void discard() throws IOException;
  }

  /** Nothing: not begun, or over. */
  private enum Idle implements Work {
    NEW,
    OVER;

    @Override
    public void publish(FileDraft draft) {
      throw new IllegalStateException(
          draft.subject + (this == NEW ? " was never written" : " is not a draft any more"));
    }

    @Override
    public void clear() {}

    @Override
    public void discard() {}
  }

  /** A temporary file and the stream that fills it. */
  private record Stream(Path path, FileChannel channel, FileOutput output) implements Work {
    @Override
    public void publish(FileDraft draft) throws IOException {
      if (!output.isClosed()) {
        throw new IllegalStateException(
            draft.subject + " is published before its stream is closed");
      }
      if (draft.sync) {
        channel.force(false);
      }
      channel.close();
      Files.move(path, draft.target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void clear() {}

    @Override
    public void discard() throws IOException {
      channel.close();
      Files.deleteIfExists(path);
    }
  }

  /** A file that others make at {@code made}. */
  private record Made(Workbench bench, Path made) implements Work {
    @Override
    public void publish(FileDraft draft) throws IOException {
      switch (Kind.of(made)) {
        case MISSING ->
            throw new FileNotFoundException("the task made no file at the path it was given");
        case FOLDER ->
            throw new IOException("the task made a directory; a directory blob's name ends in '/'");
        case FILE -> {}
      }
      if (draft.sync) {
        Tree.sync(made);
      }
      Files.move(made, draft.target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void clear() {
      Drafts.clear(bench);
    }

    @Override
    public void discard() throws IOException {
      bench.remove();
    }
  }
}
