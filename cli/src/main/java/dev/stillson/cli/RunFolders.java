package dev.stillson.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folders of earlier runs. */
final class RunFolders {
  static final int USUALLY_KEPT = 50;

  private RunFolders() {}

  private record Aged(Path folder, long millis) {}

  /** Removes the oldest neighbours of {@code run} until {@code keep} are left. */
  static void prune(Path run, long keep, Console console) {
    Path folder = run.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try {
      List<Aged> runs = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          runs.add(new Aged(entry, Files.getLastModifiedTime(entry).toMillis()));
        }
      }
      if (runs.size() <= Math.max(1, keep)) {
        return;
      }
      runs.sort(Comparator.comparingLong(Aged::millis));
      for (Aged old : runs.subList(0, (int) (runs.size() - Math.max(1, keep)))) {
        if (!old.folder.getFileName().equals(run.getFileName())) {
          delete(old.folder);
        }
      }
    } catch (IOException e) {
      console.note(
          "The logs of old runs cannot be removed\n  folder: " + folder + "\n  cause:  " + e);
    }
  }

  /** Deletes {@code folder} with all that is in it. */
  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException problem)
              throws IOException {
            Files.deleteIfExists(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
