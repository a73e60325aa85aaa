package dev.stillson.worker;

import java.io.File;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The class path with which another JVM finds what this one does: what the options add, what the
 * pipeline's class loaders say, where the task's class is, then this JVM's own.
 */
final class ChildClassPath {
  private ChildClassPath() {}

  static String of(Class<?> task, RunOptions options) {
    Set<String> entries = new LinkedHashSet<>();
    for (Path path : options.classPath()) {
      entries.add(path.toAbsolutePath().toString());
    }
    for (ClassLoader loader = task.getClassLoader(); loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          add(entries, url);
        }
      }
    }
    add(entries, place(task));
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        entries.add(Path.of(entry).toAbsolutePath().toString());
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /** The folder or the jar that holds the class file of {@code type}. */
  private static @Nullable URL place(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    ClassLoader loader = type.getClassLoader();
    URL file = loader == null ? null : loader.getResource(name);
    if (file == null) {
      return null;
    }
    try {
      if (file.openConnection() instanceof JarURLConnection jar) {
        return jar.getJarFileURL();
      }
      String text = file.toString();
      return URI.create(text.substring(0, text.length() - name.length())).toURL();
    } catch (java.io.IOException e) {
      // Not where a class path could point to; the other entries may still do.
      return null;
    }
  }

  private static void add(Set<String> entries, @Nullable URL url) {
    if (url != null && "file".equals(url.getProtocol())) {
      try {
        entries.add(Path.of(url.toURI()).toAbsolutePath().toString());
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("The class path has a bad entry: " + url, e);
      }
    }
  }
}
