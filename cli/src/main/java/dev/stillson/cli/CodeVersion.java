package dev.stillson.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A short name for the code of a pipeline: equal code has equal names. */
final class CodeVersion {
  private static final int BYTES = 6;

  private CodeVersion() {}

  /** The name of what is in {@code classPath}: jars, and folders of class files. */
  static String of(List<Path> classPath) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path place : classPath) {
        if (Files.isDirectory(place)) {
          try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(CodeVersion::isClass).sorted().toList()) {
              digest.update(place.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
              digest.update(Files.readAllBytes(file));
            }
          }
        } else if (Files.exists(place)) {
          digest.update(Files.readAllBytes(place));
        }
      }
      return classPath.isEmpty() ? "" : HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no SHA-256, which every JVM must have", e);
    } catch (IOException e) {
      throw new UsageException("The classes of the pipeline cannot be read\n  cause: " + e);
    }
  }

  private static boolean isClass(Path file) {
    return file.toString().endsWith(".class");
  }
}
