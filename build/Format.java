import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks or repairs the format of every Java file below a folder with google-java-format.
 *
 * <p>A program of its own because the Maven plugins for it run inside Maven's JVM, and that may be
 * too old to parse the project's Java.
 */
class Format {
  public static void main(String[] args) throws IOException {
    boolean fix = args[0].equals("fix");
    Path root = Path.of(args[1]);
    List<Path> wrong;
    try (var files = Files.walk(root)) {
      wrong =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> notGenerated(root.relativize(file)))
              .parallel()
              .filter(file -> differs(file, fix))
              .sorted()
              .toList();
    }
    if (!wrong.isEmpty() && !fix) {
      System.err.println("Not in the project's format:");
      wrong.forEach(file -> System.err.println("  " + root.relativize(file)));
      System.err.println("hint: mvn -N process-sources -Dformat=fix");
      System.exit(1);
    }
  }

  private static boolean notGenerated(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.equals("target") || name.equals("node_modules") || name.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static boolean differs(Path file, boolean fix) {
    try {
      String now = Files.readString(file);
      String formatted = new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(now));
      if (now.equals(formatted)) {
        return false;
      }
      if (fix) {
        Files.writeString(file, formatted);
      }
      return true;
    } catch (FormatterException e) {
      System.err.println(file + ": " + e.getMessage());
      return true;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
