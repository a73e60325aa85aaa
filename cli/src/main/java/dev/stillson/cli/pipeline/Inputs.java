package dev.stillson.cli.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that compiled classes depend on, in one text: the JDK, the class path with the sizes
 * and times of its files, and the sources themselves. It is kept beside the classes and compared as
 * a whole, so the key that finds it needs no cryptography, which would be slow to load.
 */
final class Inputs {
  private final byte[] text;

  private Inputs(byte[] text) {
    this.text = text;
  }

  /** The inputs of {@code sources} below {@code base}, compiled against {@code classPath}. */
  static Inputs of(Path base, List<Path> sources, String classPath) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    add(out, System.getProperty("java.vm.version", ""));
    int start = 0;
    while (start <= classPath.length()) {
      int end = classPath.indexOf(File.pathSeparatorChar, start);
      end = end < 0 ? classPath.length() : end;
      if (end > start) {
        element(out, Path.of(classPath.substring(start, end)).toAbsolutePath().normalize());
      }
      start = end + 1;
    }
    for (Path source : sources) {
      add(out, base.relativize(source).toString());
      byte[] content = Files.readAllBytes(source);
      add(out, Integer.toString(content.length));
      out.writeBytes(content);
    }
    return new Inputs(out.toByteArray());
  }

  private static void element(ByteArrayOutputStream out, Path element) throws IOException {
    if (!Files.exists(element)) {
      return;
    }
    BasicFileAttributes attributes = Files.readAttributes(element, BasicFileAttributes.class);
    if (!attributes.isDirectory()) {
      file(out, element, attributes);
      return;
    }
    Files.walkFileTree(
        element,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".class")) {
              file(out, file, attributes);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void file(ByteArrayOutputStream out, Path file, BasicFileAttributes attributes) {
    add(out, file.toString());
    add(out, Long.toString(attributes.size()));
    add(out, Long.toString(attributes.lastModifiedTime().toMillis()));
  }

  private static void add(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /** A name for them: their FNV-1a hash of 64 bits. */
  String key() {
    long hash = 0xcbf29ce484222325L;
    for (byte each : text) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return Long.toHexString(hash);
  }

  boolean equalTo(Path file) throws IOException {
    return Files.exists(file)
        && Files.size(file) == text.length
        && Arrays.equals(Files.readAllBytes(file), text);
  }

  void write(Path file) throws IOException {
    Files.write(file, text);
  }
}
