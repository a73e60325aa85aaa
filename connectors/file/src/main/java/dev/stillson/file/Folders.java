package dev.stillson.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/** The folders that a store has used, and where they are. */
final class Folders {
  /** More are forgotten, and looked at again when needed: a bound for memory. */
  private static final int MOST_KNOWN = 100_000;

  private final Path root;
  private final Confinement confinement;
  private final ConcurrentHashMap<String, Folder> known = new ConcurrentHashMap<>();

  /**
   * @param root the folder of relative paths
   * @param confined whether relative paths must not lead out of it through symbolic links
   */
  Folders(Path root, boolean confined) {
    this.root = root.toAbsolutePath().normalize();
    this.confinement = confined ? new Confinement.Below(this.root) : Confinement.Anywhere.HERE;
  }

  /** The folder {@code path}: relative to the root, or absolute. */
  Folder at(String path, boolean relative) throws IOException {
    Folder folder = known.get(path);
    if (folder != null) {
      return folder;
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    Folder found =
        relative
            ? new Folder(path(path), confinement)
            : new Folder(path(path), Confinement.Anywhere.HERE);
    Folder other = known.putIfAbsent(path, found);
    return other == null ? found : other;
  }

  /** The path {@code text}, resolved against the root if it is relative. */
  Path path(String text) throws IOException {
    try {
      return root.resolve(text);
    } catch (InvalidPathException e) {
      throw new IOException(
          "The system cannot name the file '"
              + text
              + "'\n  cause: "
              + e.getReason()
              + "\nhint: run under a UTF-8 locale, such as LANG=C.UTF-8",
          e);
    }
  }
}
