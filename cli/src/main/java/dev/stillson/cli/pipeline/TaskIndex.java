package dev.stillson.cli.pipeline;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Lists of task classes: found in folders and jars, written to and read from a file. */
final class TaskIndex {
  private TaskIndex() {}

  /** The tasks among the class files below {@code folder}. */
  static List<TaskClass> ofFolder(Path folder, ClassLoader outside) throws IOException {
    ClassScan scan = new ClassScan(outside);
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (isClass(file.getFileName().toString())) {
              scan.add(Files.readAllBytes(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return scan.tasks();
  }

  /** The tasks among the class files in {@code jar}. */
  static List<TaskClass> ofJar(Path jar, ClassLoader outside) throws IOException {
    ClassScan scan = new ClassScan(outside);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (isClass(name) && !name.startsWith("META-INF/")) {
          try (var in = zip.getInputStream(entry)) {
            scan.add(in.readAllBytes());
          }
        }
      }
    }
    return scan.tasks();
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("-info.class");
  }

  static void write(List<TaskClass> tasks, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (TaskClass task : tasks) {
      text.append(task.family()).append('\t').append(task.className()).append('\n');
    }
    Files.writeString(file, text);
  }

  static List<TaskClass> read(Path file) throws IOException {
    String text = Files.readString(file);
    List<TaskClass> tasks = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int tab = text.indexOf('\t', start);
      int end = text.indexOf('\n', start);
      if (tab < 0 || end < tab) {
        throw new IOException(file + " is not a list of tasks");
      }
      tasks.add(new TaskClass(text.substring(start, tab), text.substring(tab + 1, end)));
      start = end + 1;
    }
    return tasks;
  }
}
