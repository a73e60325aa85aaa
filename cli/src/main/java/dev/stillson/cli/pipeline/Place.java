package dev.stillson.cli.pipeline;

import dev.stillson.cli.UsageException;
import dev.stillson.core.parameter.Nearest;
import dev.stillson.core.text.Shown;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The place of a pipeline, as the user gives it. */
public final class Place {
  private static final String INDEX = "tasks";
  private static final String CLASSES = "classes";

  private final String given;
  private final CompiledCache cache;
  private final ClassLoader parent;

  private Place(String given, CompiledCache cache, ClassLoader parent) {
    this.given = given;
    this.cache = cache;
    this.parent = parent;
  }

  /**
   * Opens the pipeline at {@code given}: a {@code .java} file, a folder of them, a {@code .jar}, or
   * a folder of class files.
   *
   * @param variables the environment variables, which say where the cache is
   * @throws UsageException if there is none or it does not compile
   */
  public static Pipeline open(String given, Map<String, String> variables, Path home) {
    ClassLoader parent = Place.class.getClassLoader();
    try {
      return new Place(given, CompiledCache.of(variables, home), parent).open();
    } catch (InvalidPathException e) {
      throw missing(given);
    } catch (IOException e) {
      throw new UsageException(
          "The pipeline "
              + Shown.plain(given)
              + " cannot be read\n  cause: "
              + Shown.plain(String.valueOf(e)));
    }
  }

  /** The pipeline that {@code main}, a program's own main class, is in. */
  public static Pipeline around(Class<?> main) {
    CodeSource source = main.getProtectionDomain().getCodeSource();
    ClassLoader loader = main.getClassLoader();
    if (source == null || loader == null) {
      throw new UsageException("The classes beside " + main.getName() + " cannot be listed");
    }
    try {
      Path path = Path.of(source.getLocation().toURI());
      List<TaskClass> tasks =
          Files.isDirectory(path)
              ? TaskIndex.ofFolder(path, loader)
              : TaskIndex.ofJar(path, loader);
      return new Pipeline("this program", loader, List.of(), Optional.empty(), tasks);
    } catch (IOException | URISyntaxException e) {
      throw new UsageException(
          "The classes beside " + main.getName() + " cannot be read\n  cause: " + e);
    }
  }

  private Pipeline open() throws IOException {
    Path path = Path.of(given);
    if (Files.isDirectory(path)) {
      List<Path> sources = Sources.below(path);
      return sources.isEmpty() ? classes(path) : compiled(path, sources);
    }
    if (!Files.exists(path)) {
      throw missing(given);
    }
    if (given.endsWith(".java")) {
      Path folder = path.toAbsolutePath().getParent();
      return compiled(
          folder == null ? path.toAbsolutePath() : folder, List.of(path.toAbsolutePath()));
    }
    if (given.endsWith(".jar")) {
      return jar(path);
    }
    throw new UsageException(
        "The file "
            + Shown.plain(given)
            + " is no pipeline\n  expected: a .java file, a .jar, or a folder of either sources or classes");
  }

  private Pipeline compiled(Path folder, List<Path> sources) throws IOException {
    String classPath = System.getProperty("java.class.path", "");
    Inputs inputs = Inputs.of(folder, sources, classPath);
    Path entry =
        cache.folder(
            inputs,
            draft -> {
              Path classes = Files.createDirectory(draft.resolve(CLASSES));
              Compilation.compile(given, sources, classPath, classes);
              TaskIndex.write(TaskIndex.ofFolder(classes, parent), draft.resolve(INDEX));
            });
    Path classes = entry.resolve(CLASSES);
    return new Pipeline(
        given,
        new FolderLoader(classes, parent),
        List.of(classes),
        Optional.of(folder),
        TaskIndex.read(entry.resolve(INDEX)));
  }

  private Pipeline classes(Path folder) throws IOException {
    List<TaskClass> tasks = TaskIndex.ofFolder(folder, parent);
    Path absolute = folder.toAbsolutePath();
    return new Pipeline(
        given, new FolderLoader(absolute, parent), List.of(absolute), Optional.of(absolute), tasks);
  }

  private Pipeline jar(Path jar) throws IOException {
    ClassLoader loader = loader(jar);
    return new Pipeline(
        given,
        loader,
        List.of(jar.toAbsolutePath()),
        Optional.empty(),
        TaskIndex.ofJar(jar, loader));
  }

  private ClassLoader loader(Path jar) throws MalformedURLException {
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent);
  }

  private static UsageException missing(String given) {
    String hint = near(given).map(near -> "\nhint: did you mean " + near + "?").orElse("");
    return new UsageException("There is no file or folder '" + Shown.plain(given) + "'" + hint);
  }

  /** The neighbour with the most similar name. */
  private static Optional<String> near(String given) {
    try {
      Path path = Path.of(given);
      Path folder = path.getParent();
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> neighbours =
          Files.newDirectoryStream(folder == null ? Path.of("") : folder)) {
        for (Path neighbour : neighbours) {
          names.add(neighbour.getFileName().toString());
        }
      }
      Optional<String> near = Nearest.of(path.getFileName().toString(), names);
      return near.map(name -> folder == null ? name : folder.resolve(name).toString());
    } catch (IOException | InvalidPathException e) {
      // The hint is a courtesy; without it the message still says what is missing.
      return Optional.empty();
    }
  }
}
