package dev.stillson.cli.pipeline;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Keeps compiled pipelines between runs, so that an unchanged one starts without the compiler. An
 * entry belongs to everything its classes depend on: the sources' contents, the class path and the
 * JDK; so an entry is never out of date, only unused.
 */
final class CompiledCache {
  private static final Duration UNUSED = Duration.ofDays(30);

  private static final String INPUTS = "inputs";

  private final Path root;

  CompiledCache(Path root) {
    this.root = root;
  }

  /** The cache of this user: below {@code XDG_CACHE_HOME}, or {@code ~/.cache}. */
  static CompiledCache of(Map<String, String> variables, Path home) {
    String configured = variables.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = configured.isEmpty() ? home.resolve(".cache") : Path.of(configured);
    return new CompiledCache(caches.resolve("stillson"));
  }

  /** Fills a new entry's folder. */
  interface Filling {
    void fill(Path folder) throws IOException;
  }

  /** The folder of the entry for {@code inputs}; made by {@code filling} if there is none. */
  Path folder(Inputs inputs, Filling filling) throws IOException {
    Path folder = root.resolve(inputs.key());
    if (Files.isDirectory(folder)) {
      if (inputs.equalTo(folder.resolve(INPUTS))) {
        touch(folder);
        return folder;
      }
      // Another pipeline with the same key, which may never happen; it gives way.
      delete(folder);
    }
    Path draft = draft();
    try {
      filling.fill(draft);
      inputs.write(draft.resolve(INPUTS));
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
      removeUnused(folder);
      return folder;
    } catch (FileSystemException e) {
      delete(draft);
      // Another process compiled the same meanwhile; its result is as good.
      if (Files.isDirectory(folder) && inputs.equalTo(folder.resolve(INPUTS))) {
        return folder;
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      delete(draft);
      throw e;
    }
  }

  private Path draft() throws IOException {
    try {
      Files.createDirectories(root);
      return Files.createTempDirectory(root, ".draft");
    } catch (IOException e) {
      throw new IOException("The cache folder " + root + " cannot be written: " + e, e);
    }
  }

  private void removeUnused(Path made) throws IOException {
    Instant limit = Instant.now().minus(UNUSED);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        if (!entry.equals(made) && Files.getLastModifiedTime(entry).toInstant().isBefore(limit)) {
          delete(entry);
        }
      }
    }
  }

  /** Says that {@code folder} is in use, once a day at most. */
  private static void touch(Path folder) throws IOException {
    Instant now = Instant.now();
    if (Files.getLastModifiedTime(folder).toInstant().isBefore(now.minus(Duration.ofDays(1)))) {
      Files.setLastModifiedTime(folder, FileTime.from(now));
    }
  }

  private static void delete(Path folder) throws IOException {
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
          public FileVisitResult postVisitDirectory(
              Path each, @org.jspecify.annotations.Nullable IOException problem)
              throws IOException {
            Files.deleteIfExists(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
