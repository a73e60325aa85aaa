package dev.stillson.file;

import dev.stillson.Blob;
import dev.stillson.Marker;
import dev.stillson.store.Draft;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Writes files, directories and markers again and again, a line to its output for each round. */
final class CrashingWriter {
  static final int FILES = 4;
  static final int DIRECTORIES = 2;
  static final int PARTS = 4;
  static final int SIZE = 150_000;

  private CrashingWriter() {}

  static LocalBlobStore store(Path root) {
    return new LocalBlobStore(new Folders(root, true), new Environments(Map.of()), true);
  }

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    LocalBlobStore blobs = store(root);
    LocalMarkerStore markers = new LocalMarkerStore(new Folders(root.resolve("markers"), true));
    for (int i = Integer.parseInt(arguments[1]); ; i++) {
      round(blobs, i);
      markers.mark(new Marker("round " + i));
      System.out.println(i);
    }
  }

  static void round(LocalBlobStore blobs, int i) throws IOException {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) i);
    try (Draft draft = blobs.draft(Blob.at("files/%s", i % FILES))) {
      try (OutputStream out = draft.stream()) {
        for (int from = 0; from < SIZE; from += 10_000) {
          out.write(bytes, from, 10_000);
        }
      }
      draft.publish();
    }
    try (Draft draft = blobs.draft(Blob.at("files/made-%s", i % FILES))) {
      Files.write(draft.path(), bytes);
      draft.publish();
    }
    try (Draft draft = blobs.draft(Blob.at("directories/%s/", i % DIRECTORIES))) {
      Path path = draft.path();
      for (int part = 0; part < PARTS; part++) {
        Files.writeString(path.resolve("part-" + part), Integer.toString(i));
      }
      draft.publish();
    }
  }
}
