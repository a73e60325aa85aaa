package dev.stillson.cli;

import dev.stillson.core.text.Shown;
import dev.stillson.worker.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code stillson new}: a Maven project with a first pipeline that runs as it is. */
final class NewCommand {
  private static final List<String> FILES =
      List.of(
          "pom.xml",
          "README.md",
          "gitignore",
          "stillson.toml",
          "data/articles/2026-11-21.txt",
          "src/main/java/pipeline/Articles.java",
          "src/main/java/pipeline/WordCount.java");

  private final Console console;

  NewCommand(Console console) {
    this.console = console;
  }

  ExitCode run(String folder) {
    Path root = Path.of(folder);
    try {
      if (Files.exists(root) && (!Files.isDirectory(root) || !isEmpty(root))) {
        throw new UsageException(
            "The folder "
                + Shown.plain(folder)
                + " exists and is not empty\nhint: choose another name");
      }
      for (String name : FILES) {
        Path file = root.resolve(name.equals("gitignore") ? ".gitignore" : name);
        Files.createDirectories(file.getParent() == null ? root : file.getParent());
        Files.writeString(file, filled(name, root));
      }
    } catch (IOException e) {
      throw new UsageException(
          "The project " + Shown.plain(folder) + " cannot be written\n  cause: " + e);
    }
    console.print(
        "Made "
            + folder
            + "; try it:\n  cd "
            + folder
            + "\n  stillson run src/main/java WordCount --date 2026-11-21\n  mvn package");
    return ExitCode.OK;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  private static String filled(String name, Path root) throws IOException {
    String resource = "/dev/stillson/cli/project/" + name.substring(name.lastIndexOf('/') + 1);
    try (InputStream in = NewCommand.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("The template " + resource + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("@PROJECT@", artifact(root)).replace("@LIB@", library());
    }
  }

  /** The project's name as Maven allows it. */
  private static String artifact(Path root) {
    Path last = root.toAbsolutePath().normalize().getFileName();
    StringBuilder name = new StringBuilder();
    for (char c : (last == null ? "pipeline" : last.toString()).toCharArray()) {
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0);
      name.append(plain ? c : '-');
    }
    return name.toString();
  }

  /** The API that the project compiles against, where this Stillson is installed. */
  private static String library() {
    for (String element : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      Path path = Path.of(element);
      Path name = path.getFileName();
      if (name != null && name.toString().startsWith("stillson-api") && element.endsWith(".jar")) {
        return path.toAbsolutePath().normalize().toString();
      }
    }
    return "${stillson.home}/lib/stillson-api.jar";
  }
}
