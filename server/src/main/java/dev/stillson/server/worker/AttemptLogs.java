package dev.stillson.server.worker;

import dev.stillson.protocol.worker.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logs of attempts, as files below a folder. A file's name is made of a digest of the task's
 * id, so that no id can name a place elsewhere, and of its readable part. Safe for threads; several
 * writers of one log wait for each other.
 */
public final class AttemptLogs {
  /** How long the text of a line that was found is at most, in characters. */
  static final int LONGEST_LINE = 400;

  private static final int LOCKS = 64;
  private static final int LONGEST_NAME = 80;

  private final Path folder;
  private final long longest;
  private final Object[] locks = new Object[LOCKS];
  private final Map<Path, Set<Watch>> watches = new ConcurrentHashMap<>();

  /**
   * Logs below {@code folder}, which is made when it is first needed.
   *
   * @param longest how many bytes are kept of one attempt
   */
  public AttemptLogs(Path folder, long longest) {
    this.folder = folder;
    this.longest = longest;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /**
   * A part of a log.
   *
   * @param text the text
   * @param next where the next part begins, in bytes
   * @param length how long the log is at present, in bytes
   */
  public record Page(String text, long next, long length) {}

  /**
   * A line that was found.
   *
   * @param offset the byte at which {@code text} begins: where the line begins, or a little before
   *     the match if that is far into a long line
   * @param text the line from there on, without its end, cut to {@value #LONGEST_LINE} characters
   */
  public record Line(long offset, String text) {}

  /**
   * What a search found.
   *
   * @param lines the lines, in their order
   * @param next where the search goes on, in bytes; empty if there is no more
   */
  public record Found(List<Line> lines, OptionalLong next) {
    /** Keeps a copy of the list. */
    public Found {
      lines = List.copyOf(lines);
    }
  }

  /** That somebody is told when something is added to a log. */
  public final class Watch implements AutoCloseable {
    private final Path file;
    private final Runnable added;

    private Watch(Path file, Runnable added) {
      this.file = file;
      this.added = added;
    }

    /** Nothing is told any more. */
    @Override
    public void close() {
      watches.computeIfPresent(
          file, (_, known) -> known.remove(this) && known.isEmpty() ? null : known);
    }
  }

  /**
   * Calls {@code added} whenever something was added to the log, until the watch is closed; it is
   * quick and throws nothing.
   */
  public Watch watch(String taskId, int attempt, Runnable added) {
    Watch watch = new Watch(file(taskId, attempt), added);
    watches.compute(
        watch.file,
        (_, known) -> {
          Set<Watch> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          all.add(watch);
          return all;
        });
    return watch;
  }

  /**
   * Adds {@code text}, which begins at byte {@code offset}. What lies before the end is known
   * already and skipped; what begins beyond the end is not taken, as something is missing between.
   */
  Reply.Logged append(String taskId, int attempt, long offset, String text) throws IOException {
    Path file = file(taskId, attempt);
    Reply.Logged logged = append(file, offset, text.getBytes(StandardCharsets.UTF_8));
    watches.getOrDefault(file, Set.of()).forEach(watch -> watch.added.run());
    return logged;
  }

  private Reply.Logged append(Path file, long offset, byte[] bytes) throws IOException {
    synchronized (lock(file)) {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS)) {
        long length = channel.size();
        long known = length - offset;
        if (known < 0 || known >= bytes.length) {
          return new Reply.Logged(length, length >= longest);
        }
        int room = (int) Math.min(bytes.length - known, Math.max(0, longest - length));
        ByteBuffer rest = ByteBuffer.wrap(bytes, (int) known, room);
        while (rest.hasRemaining()) {
          channel.write(rest, length + rest.position() - known);
        }
        long now = length + room;
        return new Reply.Logged(now, now >= longest);
      }
    }
  }

  /**
   * Reads up to {@code most} bytes from byte {@code offset} on, or from the last {@code -offset} on
   * if it is negative. Characters are not cut in the middle: of one that begins before the part its
   * rest is left out. A log that does not exist is empty.
   */
  public Page read(String taskId, int attempt, long offset, int most) throws IOException {
    try (FileChannel channel = open(taskId, attempt)) {
      long length = length(taskId, attempt, channel);
      long from = offset < 0 ? Math.max(0, length + offset) : Math.min(offset, length);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(Math.max(0, most), length - from));
      int got = 0;
      while (bytes.hasRemaining() && got >= 0) {
        got = channel.read(bytes, from + bytes.position());
      }
      bytes.flip();
      int end = bytes.limit();
      int whole = from + end < length ? wholeCharacters(bytes) : end;
      int begin = from > 0 ? Math.min(whole, restOfCharacter(bytes)) : 0;
      return new Page(
          new String(bytes.array(), begin, whole - begin, StandardCharsets.UTF_8),
          from + whole,
          length);
    } catch (NoSuchFileException e) {
      return new Page("", 0, 0);
    }
  }

  /** The whole log from its beginning on, to be closed. A log that does not exist is empty. */
  public InputStream whole(String taskId, int attempt) throws IOException {
    try {
      return Files.newInputStream(file(taskId, attempt), LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return InputStream.nullInputStream();
    }
  }

  /**
   * Looks for lines that contain {@code text}, whatever the case of its letters, and whatever
   * sequences of the terminal colour them.
   *
   * @param text at least a character
   * @param from the byte at which a line begins, with which the search begins
   * @param most how many lines are found at most
   */
  public Found search(String taskId, int attempt, String text, long from, int most)
      throws IOException {
    try (FileChannel channel = open(taskId, attempt)) {
      return new LogSearch(channel, text, most).run(from);
    } catch (NoSuchFileException e) {
      return new Found(List.of(), OptionalLong.empty());
    }
  }

  /** How long it is; not in the middle of a piece that is being added. */
  private long length(String taskId, int attempt, FileChannel channel) throws IOException {
    synchronized (lock(file(taskId, attempt))) {
      return channel.size();
    }
  }

  private Object lock(Path file) {
    return locks[Math.floorMod(file.hashCode(), LOCKS)];
  }

  private FileChannel open(String taskId, int attempt) throws IOException {
    return FileChannel.open(
        file(taskId, attempt), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** How many bytes at the beginning belong to a character that begins before. */
  static int restOfCharacter(ByteBuffer bytes) {
    int rest = 0;
    while (rest < Math.min(3, bytes.limit()) && (bytes.get(rest) & 0xc0) == 0x80) {
      rest++;
    }
    return rest;
  }

  /** How many bytes there are up to the last character that is complete. */
  private static int wholeCharacters(ByteBuffer bytes) {
    int end = bytes.limit();
    for (int back = 1; back <= Math.min(3, end); back++) {
      int unit = bytes.get(end - back) & 0xff;
      if (unit >= 0xc0) {
        int wanted = unit >= 0xf0 ? 4 : unit >= 0xe0 ? 3 : 2;
        return wanted > back ? end - back : end;
      }
      if (unit < 0x80) {
        return end;
      }
    }
    return end;
  }

  private Path file(String taskId, int attempt) {
    String digest = digest(taskId);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < Math.min(taskId.length(), LONGEST_NAME); i++) {
      char c = taskId.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      name.append(plain ? c : '-');
    }
    name.append('-').append(digest).append('.').append(attempt).append(".log");
    return folder.resolve(digest.substring(0, 2)).resolve(name.toString());
  }

  private static String digest(String taskId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(taskId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no SHA-256, which every JVM must have", e);
    }
  }
}
