package dev.stillson.worker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An attempt's directory for temporary files: made on first use, removed with all it holds. */
final class Scratch {
  private final RunFolder folder;
  private final String taskId;
  private final int attempt;
  private final AtomicInteger parts = new AtomicInteger();
  private @Nullable Path made;

  Scratch(RunFolder folder, String taskId, int attempt) {
    this.folder = folder;
    this.taskId = taskId;
    this.attempt = attempt;
  }

  synchronized Path path() throws IOException {
    Path place = made;
    if (place == null) {
      place = Files.createDirectories(folder.scratch(taskId, attempt));
      made = place;
    }
    return place;
  }

  /** A new empty directory inside. */
  Path part() throws IOException {
    return Files.createDirectory(path().resolve(".part-" + parts.incrementAndGet()));
  }

  synchronized void remove() throws IOException {
    Path place = made;
    made = null;
    if (place != null) {
      removeAll(place);
    }
  }

  /** Removes what a process that was killed may have left. */
  void sweep() throws IOException {
    removeAll(folder.scratch(taskId, attempt));
  }

  private static void removeAll(Path place) throws IOException {
    if (Files.exists(place)) {
      Files.walkFileTree(place, new Removal());
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
