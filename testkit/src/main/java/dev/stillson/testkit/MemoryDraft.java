package dev.stillson.testkit;

import dev.stillson.Blob;
import dev.stillson.store.Draft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A blob on its way into memory; a path that libraries need is in the temporary folder. */
final class MemoryDraft implements Draft {
  private final MemoryBlobStore store;
  private final Blob blob;
  private final String name;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable Path folder;

  MemoryDraft(MemoryBlobStore store, Blob blob, String name) {
    this.store = store;
    this.blob = blob;
    this.name = name;
  }

  @Override
  public OutputStream stream() throws IOException {
    if (blob.isDirectory()) {
      throw new IOException("The blob is a directory and cannot be written as a stream: " + blob);
    }
    return bytes;
  }

  @Override
  public Path path() throws IOException {
    Path made = Files.createTempDirectory("stillson-draft");
    folder = made;
    return blob.isDirectory() ? made : made.resolve(name);
  }

  @Override
  public void publish() throws IOException {
    Path made = folder;
    if (blob.isDirectory()) {
      store.publish(blob, made == null ? Map.of() : content(made));
    } else if (made == null) {
      store.put(blob, bytes.toByteArray());
    } else {
      Path file = made.resolve(name);
      if (!Files.exists(file)) {
        throw new NoSuchFileException(blob.toString(), null, "nothing was made at its path");
      }
      store.put(blob, Files.readAllBytes(file));
    }
  }

  private static Map<String, byte[]> content(Path folder) throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // As blobs name the parts of a directory: each part escaped as one segment.
            Blob place = Blob.at("/");
            for (Path part : folder.relativize(file)) {
              place = place.resolve(part.toString());
            }
            String name = place.toString().substring(1);
            content.put(name, Files.readAllBytes(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return content;
  }

  @Override
  public void close() throws IOException {
    Path made = folder;
    folder = null;
    if (made != null) {
      Files.walkFileTree(
          made,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
