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

  private sealed interface Work {
    /** Nothing was asked for yet. */
    record None() implements Work {}

    /** A stream to {@code path}. */
    record Stream(Path path, FileChannel channel, FileOutput output) implements Work {}

    /** A file of others at {@code made}. */
    record Made(Workbench bench, Path made) implements Work {}

    /** Published or discarded. */
    record Over() implements Work {}
  }

  private final String subject;
  private final Folder folder;
  private final String name;
  private final boolean sync;
  private Work work = new Work.None();

  /**
   * @param subject what errors call it: {@code The blob 'x'}
   * @param name its name in {@code folder}
   * @param sync whether {@link #publish} waits for stable storage
   */
  FileDraft(String subject, Folder folder, String name, boolean sync) throws IOException {
    this.subject = subject;
    this.folder = folder;
    this.name = name;
    this.sync = sync;
    Drafts.begin(subject, folder, name);
  }

  @Override
  public OutputStream stream() throws IOException {
    begin();
    try {
      Work.Stream stream;
      try {
        stream = open();
      } catch (NoSuchFileException e) {
        folder.renew();
        stream = open();
      }
      work = stream;
      return stream.output;
    } catch (IOException e) {
      throw Drafts.failure(subject, folder.path().resolve(name), e);
    }
  }

  private Work.Stream open() throws IOException {
    Path path = folder.path().resolve(Owner.current().newName());
    FileChannel channel = FileChannel.open(path, NEW);
    Path target = folder.path().resolve(name);
    return new Work.Stream(path, channel, new FileOutput(subject, target, channel));
  }

  @Override
  public Path path() throws IOException {
    begin();
    Workbench bench = Drafts.bench(subject, folder, name);
    work = new Work.Made(bench, bench.made(name));
    return bench.made(name);
  }

  private void begin() {
    if (!(work instanceof Work.None)) {
      throw new IllegalStateException(subject + " has its stream or path already");
    }
  }

  @Override
  public void publish() throws IOException {
    Path target = folder.path().resolve(name);
    try {
      switch (work) {
        case Work.Stream stream -> publish(stream, target);
        case Work.Made made -> publish(made, target);
        case Work.None _ -> throw new IllegalStateException(subject + " was never written");
        case Work.Over _ -> throw new IllegalStateException(subject + " is not a draft any more");
      }
    } catch (DiskException e) {
      throw e;
    } catch (IOException e) {
      throw Drafts.failure(subject, target, e);
    }
  }

  private void publish(Work.Stream stream, Path target) throws IOException {
    if (!stream.output.isClosed()) {
      throw new IllegalStateException(subject + " is published before its stream is closed");
    }
    if (sync) {
      stream.channel.force(false);
    }
    stream.channel.close();
    Files.move(stream.path, target, StandardCopyOption.ATOMIC_MOVE);
    work = new Work.Over();
  }

  private void publish(Work.Made made, Path target) throws IOException {
    switch (Kind.of(made.made)) {
      case MISSING ->
          throw new FileNotFoundException("the task made no file at the path it was given");
      case FOLDER ->
          throw new IOException("the task made a directory; a directory blob's name ends in '/'");
      case FILE -> {}
    }
    if (sync) {
      Tree.sync(made.made);
    }
    Files.move(made.made, target, StandardCopyOption.ATOMIC_MOVE);
    work = new Work.Over();
    Drafts.clear(made.bench);
  }

  @Override
  public void close() throws IOException {
    Work unfinished = work;
    work = new Work.Over();
    switch (unfinished) {
      case Work.Stream stream -> {
        stream.channel.close();
        Files.deleteIfExists(stream.path);
      }
      case Work.Made made -> made.bench.remove();
      case Work.None _, Work.Over _ -> {}
    }
  }
}
