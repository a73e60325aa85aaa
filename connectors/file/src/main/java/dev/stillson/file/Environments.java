package dev.stillson.file;

import dev.stillson.Blob;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where test environments keep their blobs: below {@code env/NAME/} of the root, or below a root of
 * their own. An absolute place goes below {@code %2F/} there, a name that no relative place has.
 */
final class Environments {
  private final Map<String, String> roots;

  /**
   * @param roots the roots of the environments that have their own
   */
  Environments(Map<String, Path> roots) {
    Map<String, String> uris = new HashMap<>();
    roots.forEach((name, root) -> uris.put(name, directory(root.toAbsolutePath().toUri())));
    this.roots = Map.copyOf(uris);
  }

  /** Where {@code blob} is in {@code environment}. */
  Blob of(Blob blob, String environment) {
    String root = roots.getOrDefault(environment, "env/" + environment + "/");
    String path = blob.uri().getRawPath();
    return new Blob(URI.create(root + (path.startsWith("/") ? "%2F" : "") + path));
  }

  private static String directory(URI root) {
    String text = root.toString();
    return text.endsWith("/") ? text : text + "/";
  }
}
