package dev.stillson.cli.pipeline;

import dev.stillson.cli.UsageException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Turns source files into class files with the JDK's own compiler. */
final class Compilation {
  private Compilation() {}

  /**
   * Compiles {@code sources} against {@code classPath} into {@code folder}.
   *
   * @param name what the user calls the sources
   * @throws UsageException if they do not compile; holds what javac says
   */
  static void compile(String name, List<Path> sources, String classPath, Path folder)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new UsageException(
          "The pipeline "
              + name
              + " cannot be compiled\n  cause: this Java has no compiler: "
              + System.getProperty("java.home")
              + "\nhint: install a JDK, not only a runtime, or give a jar");
    }
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-d",
              folder.toString(),
              "-cp",
              classPath,
              "-proc:none",
              "-nowarn",
              "-g",
              "-Xlint:none",
              "-XDsuppressNotes");
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) {
        throw new UsageException(
            said.toString().stripTrailing() + "\nThe pipeline " + name + " does not compile");
      }
    }
  }
}
