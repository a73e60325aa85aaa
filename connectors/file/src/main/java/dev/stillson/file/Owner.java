package dev.stillson.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that a temporary file belongs to; its text is part of the file's name, so that a
 * later process can tell what a dead one left.
 *
 * @param host the machine, and where processes are numbered by container, the container
 * @param pid the process's number there
 * @param start when it started, in whatever form the system has; a number is given again, but not
 *     with the same start
 */
record Owner(String host, long pid, String start) {

  private static final Path PROC = Path.of("/proc");
  private static final int LONGEST_HOST = 32;
  private static final String UNKNOWN = "0";

  // Names must be unique in the whole process, whoever makes them; the start keeps two copies of
  // this class apart.
  private static final AtomicLong SEQUENCE = new AtomicLong(System.nanoTime());

  /** Loaded when the first file is written, not before. */
  private static final class Current {
    private static final Owner OWNER = find();
    private static final String PREFIX = OWNER.prefix();

    private static Owner find() {
      long pid = ProcessHandle.current().pid();
      try {
        return new Owner(thisHost(), pid, startOf(pid).orElse(UNKNOWN));
      } catch (IOException e) {
        return new Owner(thisHost(), pid, UNKNOWN);
      }
    }
  }

  /** This process. */
  static Owner current() {
    return Current.OWNER;
  }

  /** The owner of the file named {@code name}; empty if that is not a temporary file's name. */
  static Optional<Owner> of(String name) {
    if (!name.startsWith(Names.TEMPORARY)) {
      return Optional.empty();
    }
    String[] parts = name.substring(Names.TEMPORARY.length()).split("-", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), parts[2]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A name for a temporary file of this process that no other has. */
  static String newName() {
    return Current.PREFIX.concat(
        Long.toUnsignedString(SEQUENCE.getAndIncrement(), Character.MAX_RADIX));
  }

  /** What the names of this owner's temporary files begin with; a number follows. */
  String prefix() {
    return Names.TEMPORARY + host + '-' + pid + '-' + start + '-';
  }

  /** Whether the owner's processes can be seen from here. */
  boolean isHere() {
    return host.equals(current().host);
  }

  /** Whether the owner, which {@link #isHere()}, runs no more; false if that cannot be known. */
  boolean isGone() {
    try {
      Optional<String> now = startOf(pid);
      return now.isEmpty() || !(start.equals(UNKNOWN) || start.equals(now.get()));
    } catch (IOException e) {
      // Hidden from this user, or it ends while it is looked at: the next process will know.
      return false;
    }
  }

  /** When process {@code pid} started; empty if it does not run. */
  private static Optional<String> startOf(long pid) throws IOException {
    if (!Files.exists(PROC.resolve("self/stat"))) {
      return ProcessHandle.of(pid)
          .map(process ->
              process
                  .info()
                  .startInstant()
                  .map(Instant::toEpochMilli)
                  .map(String::valueOf)
                  .orElse(UNKNOWN));
    }
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), ISO_8859_1);
      // The second field is the program's name in parentheses, which may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? Optional.empty() : Optional.of(fields[19]);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static String thisHost() {
    String name = plain(hostName());
    if (name.length() > LONGEST_HOST) {
      name = name.substring(0, LONGEST_HOST) + Integer.toHexString(name.hashCode());
    }
    try {
      // pid:[4026531836]: containers on one machine number their processes each for themselves.
      String space = Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
      return name + '.' + plain(space.substring(space.indexOf('[') + 1, space.length() - 1));
    } catch (IOException | UnsupportedOperationException e) {
      return name + ".0";
    }
  }

  private static String hostName() {
    try {
      return Files.readString(PROC.resolve("sys/kernel/hostname")).strip();
    } catch (IOException e) {
      // Not Linux: ask the network.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
      plain.append((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_');
    }
    return plain.toString();
  }
}
