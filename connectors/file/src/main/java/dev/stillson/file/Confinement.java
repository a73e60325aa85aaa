package dev.stillson.file;

import java.io.IOException;
import java.nio.file.Path;

/** Where paths may lead. */
sealed interface Confinement {

  /**
   * Passes {@code path}, which exists, if it may be used.
   *
   * @throws IOException if it leads elsewhere
   */
  void check(Path path) throws IOException;

  /** Anywhere. */
  enum Anywhere implements Confinement {
    HERE;

    @Override
    public void check(Path path) {}
  }

  /**
   * Below {@code root}, after all symbolic links are followed; also to a folder above it, when the
   * root itself does not exist yet.
   */
  record Below(Path root) implements Confinement {
    @Override
    public void check(Path path) throws IOException {
      if (root.startsWith(path)) {
        return;
      }
      Path real = path.toRealPath();
      if (real.startsWith(root.toRealPath())) {
        return;
      }
      throw new IOException(
          "A symbolic link leads out of the root of the file store\n  path: "
              + path
              + "\n  real: "
              + real
              + "\n  root: "
              + root
              + "\nhint: name the place absolutely, or set follow_links = true in [file]");
    }
  }
}
