package dev.stillson.file;

import dev.stillson.Marker;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The file of a marker. Its name is the marker's as far as every file system and locale can show
 * it, the rest percent-encoded; a long name is cut and ends in its hash. So different markers have
 * different files.
 *
 * @param folder relative to the folder of all markers; empty: that folder itself
 * @param name the file's name
 */
record MarkerFile(String folder, String name) {

  /** The folder of the test environments, and what the names of their markers begin with. */
  static final String ENVIRONMENTS = "env";

  private static final String SUFFIX = ".done";
  private static final int LONGEST = 200;
  private static final int KEPT = 120;
  private static final String PLAIN = "-_.=@+,()[] ";
  private static final boolean CASE_MATTERS =
      File.separatorChar == '/' && !System.getProperty("os.name", "").startsWith("Mac");

  /** The file of {@code marker}. */
  static MarkerFile of(Marker marker) {
    String name = marker.name();
    if (name.startsWith(ENVIRONMENTS + "/")) {
      int start = ENVIRONMENTS.length() + 1;
      int slash = name.indexOf('/', start);
      if (slash > start && isEnvironment(name, start, slash)) {
        return new MarkerFile(name.substring(0, slash), fileName(name.substring(slash + 1)));
      }
    }
    return new MarkerFile("", fileName(name));
  }

  /** The path relative to the folder of all markers. */
  String path() {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  private static String fileName(String name) {
    StringBuilder file = new StringBuilder(name.length() + SUFFIX.length());
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isPlain(c) && !(c == '.' && file.isEmpty())) {
        file.append(c);
      } else {
        file.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    if (file.length() > LONGEST) {
      file.setLength(KEPT);
      file.append('~').append(hash(name));
    }
    return file.append(SUFFIX).toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z' && CASE_MATTERS)
        || PLAIN.indexOf(c) >= 0;
  }

  private static boolean isEnvironment(String name, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = name.charAt(i);
      if (!((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '-'
          || c == '_')) {
        return false;
      }
    }
    return true;
  }

  private static String hash(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
