package dev.stillson.file;

import dev.stillson.Blob;
import java.io.IOException;
import java.net.URI;

/**
 * Where a blob is on disk, worked out from its name alone.
 *
 * @param blob the blob
 * @param path its path with {@code /} between names: relative to the root, or absolute
 * @param start where the last name begins in {@code path}
 */
record Place(Blob blob, String path, int start) {

  /** The file that says that a directory is complete. */
  static final String SUCCESS = "_SUCCESS";

  /**
   * The place of {@code blob} under the rules {@code names}.
   *
   * @throws IOException if the name leads out of the root, to another machine or nowhere
   */
  static Place of(Blob blob, Names names) throws IOException {
    URI uri = blob.uri();
    String host = uri.getRawAuthority();
    if (host != null && !host.equals("localhost")) {
      throw new IOException(
          "The blob '"
              + blob
              + "' is on another machine\n  host: "
              + host
              + "\nhint: write file:///path for a path of this machine");
    }
    String raw = uri.getRawPath();
    String path = plain(raw, names) ? raw : translated(blob, raw, names);
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    if (end <= 0) {
      throw new IOException("The blob '" + blob + "' has no name of its own: it is the whole root");
    }
    return new Place(blob, path.substring(0, end), path.lastIndexOf('/', end - 1) + 1);
  }

  /** Whether it is below the store's root, not at an absolute path. */
  boolean isRelative() {
    return blob.uri().getRawPath().charAt(0) != '/';
  }

  /** The path of the folder it is in; empty for the root itself. */
  String folder() {
    return start == 0 ? "" : start == 1 ? "/" : path.substring(0, start - 1);
  }

  /** Its name in that folder. */
  String name() {
    return path.substring(start);
  }

  /** Whether {@code raw} is its own translation, as nearly every path is. */
  private static boolean plain(String raw, Names names) {
    char before = '/';
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || (c == '.' && before == '/') || (c == '/' && before == '/' && i > 0)) {
        return false;
      }
      before = c;
    }
    return !names.windows();
  }

  private static String translated(Blob blob, String raw, Names names) throws IOException {
    StringBuilder path = new StringBuilder(raw.length());
    boolean drive = names.windows() && raw.length() > 2 && raw.charAt(2) == ':';
    if (raw.startsWith("/") && !drive) {
      path.append('/');
    }
    for (int start = 0; start < raw.length(); ) {
      int slash = raw.indexOf('/', start);
      int end = slash < 0 ? raw.length() : slash;
      String segment = raw.substring(start, end);
      if (segment.equals("..")) {
        throw new IOException(
            "The blob '" + blob + "' has '..' in its path\nhint: write the place without it");
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        path.append(drive && start == 1 ? segment : names.of(segment));
        if (slash >= 0) {
          path.append('/');
        }
      }
      start = end + 1;
    }
    return path.toString();
  }
}
