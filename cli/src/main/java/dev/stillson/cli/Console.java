package dev.stillson.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a command.
 *
 * @param in what is typed or sent to the command
 * @param out gets results
 * @param err gets errors, and what happens meanwhile
 * @param live whether {@code err} is a terminal on which lines can be drawn anew
 * @param variables the environment variables
 * @param home the user's home directory
 */
record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean live,
    Map<String, String> variables,
    Path home) {

  /** The one of this process. */
  static Console ofProcess() {
    Map<String, String> variables = System.getenv();
    Charset charset = charset();
    return new Console(
        System.in,
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        !variables.getOrDefault("TERM", "dumb").equals("dumb") && terminal(),
        variables,
        Path.of(System.getProperty("user.home", "")));
  }

  /** Without a locale the JVM says ASCII; what reads our output then reads UTF-8 all the same. */
  private static Charset charset() {
    String name = System.getProperty("stdout.encoding", "UTF-8");
    return name.equals("ANSI_X3.4-1968") || name.equals("US-ASCII") || !Charset.isSupported(name)
        ? StandardCharsets.UTF_8
        : Charset.forName(name);
  }

  /** Whether standard error is a terminal, which Java itself cannot say when only input is none. */
  private static boolean terminal() {
    Path descriptor = Path.of("/proc/self/fd/2");
    if (Files.isSymbolicLink(descriptor)) {
      try {
        String device = Files.readSymbolicLink(descriptor).toString();
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
  }

  /** Prints {@code line} and a line feed, the same on every system. */
  void print(String line) {
    out.print(line);
    out.print('\n');
  }

  /** Prints a message for people beside the results. */
  void note(String message) {
    err.print(message + "\n");
  }
}
