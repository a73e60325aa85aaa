package dev.stillson.testkit;

import dev.stillson.Blob;
import dev.stillson.store.BlobStore;
import dev.stillson.store.Draft;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Blobs in memory. A directory is the files whose names begin with its own, and exists once it
 * holds {@code _SUCCESS}, which publishing adds. Safe for threads.
 */
public final class MemoryBlobStore implements BlobStore {
  static final String SUCCESS = "_SUCCESS";

  private final TreeMap<String, byte[]> files = new TreeMap<>();

  /** An empty store. */
  public MemoryBlobStore() {}

  /** Puts {@code bytes} at {@code blob}, as they are. */
  public synchronized void put(Blob blob, byte[] bytes) {
    files.put(blob.toString(), bytes.clone());
  }

  /**
   * The bytes at {@code blob}, as they are stored.
   *
   * @throws NoSuchFileException if there are none
   */
  public synchronized byte[] bytes(Blob blob) throws IOException {
    if (blob.isDirectory() || holdsFiles(blob + "/")) {
      throw new IOException("The blob is a directory and cannot be read as a stream: " + blob);
    }
    byte[] bytes = files.get(blob.toString());
    if (bytes == null) {
      throw new NoSuchFileException(blob.toString());
    }
    return bytes.clone();
  }

  private boolean holdsFiles(String folder) {
    String next = files.ceilingKey(folder);
    return next != null && next.startsWith(folder);
  }

  @Override
  public synchronized Set<Blob> existing(Collection<Blob> targets) {
    Set<Blob> found = new HashSet<>();
    for (Blob blob : targets) {
      if (files.containsKey(blob.isDirectory() ? blob + SUCCESS : blob.toString())) {
        found.add(blob);
      }
    }
    return found;
  }

  @Override
  public synchronized void delete(Collection<Blob> targets) {
    for (Blob blob : targets) {
      if (blob.isDirectory()) {
        below(blob).clear();
      } else {
        files.remove(blob.toString());
      }
    }
  }

  /** A view of the files in {@code directory}. */
  private Map<String, byte[]> below(Blob directory) {
    String prefix = directory.toString();
    // '0' is the character after '/', so that the range holds exactly what begins with the prefix.
    return files.subMap(prefix, prefix.substring(0, prefix.length() - 1) + '0');
  }

  @Override
  public Blob inEnvironment(Blob target, String environment) {
    URI uri = target.uri();
    String path = uri.getRawPath();
    String place = "env/" + environment + (path.startsWith("/") ? path : "/" + path);
    if (uri.getScheme() == null) {
      return new Blob(URI.create(place));
    }
    String authority = uri.getRawAuthority();
    return new Blob(
        URI.create(
            uri.getScheme() + ":" + (authority == null ? "" : "//" + authority) + "/" + place));
  }

  @Override
  public InputStream open(Blob blob) throws IOException {
    return new ByteArrayInputStream(bytes(blob));
  }

  @Override
  public Draft draft(Blob blob) throws IOException {
    String path = blob.uri().getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new MemoryDraft(this, blob, name.length() > 200 ? name.substring(0, 200) : name);
  }

  @Override
  public synchronized Path local(Blob blob, Path scratch) throws IOException {
    if (!blob.isDirectory()) {
      return Files.write(scratch.resolve("blob"), bytes(blob));
    }
    if (!files.containsKey(blob + SUCCESS)) {
      throw new NoSuchFileException(blob.toString());
    }
    for (Map.Entry<String, byte[]> file : below(blob).entrySet()) {
      String name = file.getKey().substring(blob.toString().length());
      if (!name.equals(SUCCESS)) {
        Path copy =
            scratch.resolve(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
        Files.createDirectories(copy.getParent());
        Files.write(copy, file.getValue());
      }
    }
    return scratch;
  }

  /** Replaces everything in {@code directory} by {@code content}, by relative name. */
  synchronized void publish(Blob directory, Map<String, byte[]> content) {
    below(directory).clear();
    content.forEach((name, bytes) -> files.put(directory + name, bytes));
    files.put(directory + SUCCESS, new byte[0]);
  }
}
