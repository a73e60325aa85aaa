package dev.stillson.worker.connector;

import dev.stillson.Blob;
import dev.stillson.store.Compression;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The compressions on the class path, looked for when a blob's extension may ask for one. */
final class Compressions {
  /** Extensions that every pipeline uses, so that writing text does not search the class path. */
  private static final String PLAIN =
      " txt tsv csv json jsonl md xml html svg png jpg pdf sql parquet avro orc db sqlite dat bin ";

  private static final String COMPRESSED = " gz zst bz2 ";

  private final ClassLoader classes;
  private @Nullable Map<String, Compression> found;

  Compressions(ClassLoader classes) {
    this.classes = classes;
  }

  Optional<Compression> of(Blob blob) {
    String path = blob.uri().getRawPath();
    int dot = path.lastIndexOf('.');
    if (dot <= path.lastIndexOf('/') + 1 || dot == path.length() - 1 || blob.isDirectory()) {
      return Optional.empty();
    }
    String extension = path.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (PLAIN.contains(" " + extension + " ")) {
      return Optional.empty();
    }
    Map<String, Compression> all = all();
    Compression compression = all.get(extension);
    if (compression == null && COMPRESSED.contains(" " + extension + " ")) {
      throw new NoConnector(
          "No compression on the class path is for ."
              + extension
              + "\n  blob: "
              + blob
              + "\n  known: "
              + (all.isEmpty() ? "none" : String.join(", ", new TreeSet<>(all.keySet())))
              + "\nhint: add the jar of the file connector to the class path");
    }
    return Optional.ofNullable(compression);
  }

  private synchronized Map<String, Compression> all() {
    Map<String, Compression> all = found;
    if (all == null) {
      all = new HashMap<>();
      for (Compression compression : ServiceLoader.load(Compression.class, classes)) {
        all.putIfAbsent(compression.extension(), compression);
      }
      found = all;
    }
    return all;
  }
}
