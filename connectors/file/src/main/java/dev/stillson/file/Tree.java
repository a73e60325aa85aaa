package dev.stillson.file;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A file or a directory with all that is in it; symbolic links are not followed. */
final class Tree {
  private static final boolean WINDOWS = File.separatorChar == '\\';

  private Tree() {}

  /** Deletes {@code root}; what does not exist any more is passed over. */
  static void delete(Path root) throws IOException {
    Files.walkFileTree(root, new Deletion());
  }

  /** Returns when all bytes below {@code root} are on stable storage. */
  static void sync(Path root) throws IOException {
    Files.walkFileTree(root, new Synchronization());
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Synchronization extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()) {
        force(file, WINDOWS ? StandardOpenOption.WRITE : StandardOpenOption.READ);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (!WINDOWS) {
        // Elsewhere a directory is a file too, which holds the names of those in it.
        force(folder, StandardOpenOption.READ);
      }
      return FileVisitResult.CONTINUE;
    }

    private static void force(Path file, StandardOpenOption mode) throws IOException {
      try (FileChannel channel = FileChannel.open(file, mode)) {
        channel.force(false);
      }
    }
  }
}
