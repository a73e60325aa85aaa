package dev.stillson.worker.scheduler;

import dev.stillson.core.scheduler.Lease;
import dev.stillson.protocol.worker.WorkerCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * Follows the log files of attempts and makes pieces of what was added and is not known to be kept
 * by the server. What was sent and not answered is sent again; the server passes over what it has.
 * Safe for threads.
 */
public final class LogTails {
  private static final int PIECE = 64 * 1024;

  private final Path folder;
  private final Map<Lease, Tail> tails = new HashMap<>();

  /**
   * How far the server has a log. A text may be longer in UTF-8 than the bytes of the file that it
   * was made of; both lengths are known only where a piece ends.
   */
  private static final class Tail {
    private long file;
    private long wire;
    private boolean full;

    /** Whether there was more than was asked for when it was read last. */
    private boolean cut;

    /** Ends of pieces that were sent: their place on the wire, and that in the file. */
    private final TreeMap<Long, Long> sent = new TreeMap<>();
  }

  /** Files are {@code TASK.ATTEMPT.log} in {@code folder}. */
  public LogTails(Path folder) {
    this.folder = folder;
  }

  /** What the attempt logged and the server does not have, as at most {@code most} pieces. */
  synchronized List<WorkerCommand.Log> next(Lease lease, int most) {
    String name = lease.taskId() + "." + lease.attempt();
    List<WorkerCommand.Log> pieces = new ArrayList<>(0);
    try (FileChannel channel =
        FileChannel.open(folder.resolve(name + ".log"), StandardOpenOption.READ)) {
      Tail tail = tails.computeIfAbsent(lease, _ -> new Tail());
      long file = tail.file;
      long wire = tail.wire;
      while (pieces.size() < most && file < channel.size() && !tail.full) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(PIECE, channel.size() - file));
        channel.read(bytes, file);
        bytes.flip();
        int length = lines(bytes);
        if (length == 0) {
          break;
        }
        String text = new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
        pieces.add(new WorkerCommand.Log(lease.taskId(), lease.attempt(), wire, text));
        file += length;
        wire += text.getBytes(StandardCharsets.UTF_8).length;
        tail.sent.put(wire, file);
      }
      tail.cut = pieces.size() == most;
    } catch (NoSuchFileException e) {
      // The attempt has logged nothing.
      return pieces;
    } catch (IOException e) {
      LoggerFactory.getLogger(LogTails.class)
          .warn("The log of {} cannot be sent: {}", name, e.toString());
    }
    return pieces;
  }

  /**
   * The server has so much of the log.
   *
   * @param length how much, in bytes
   * @param full whether it keeps no more
   */
  synchronized void arrived(Lease lease, long length, boolean full) {
    Tail tail = tails.get(lease);
    if (tail == null) {
      return;
    }
    tail.full = full;
    if (length < tail.wire) {
      // It has lost what it had, and is told everything again.
      tail.file = 0;
      tail.wire = 0;
      tail.sent.clear();
      return;
    }
    Map.Entry<Long, Long> end = tail.sent.floorEntry(length);
    if (end != null) {
      tail.wire = end.getKey();
      tail.file = end.getValue();
      tail.sent.headMap(tail.wire, true).clear();
    }
  }

  /** Whether there is something that the server is not known to have. */
  synchronized boolean isBehind(Lease lease) {
    Tail tail = tails.get(lease);
    return tail != null && !tail.full && (tail.cut || !tail.sent.isEmpty());
  }

  synchronized void forget(Lease lease) {
    tails.remove(lease);
  }

  /** The bytes up to the end of the last line; if there is none, all characters that are whole. */
  private static int lines(ByteBuffer bytes) {
    for (int i = bytes.limit() - 1; i >= 0; i--) {
      if (bytes.get(i) == '\n') {
        return i + 1;
      }
    }
    int end = bytes.limit();
    int begin = end - 1;
    while (begin > Math.max(0, end - 4) && (bytes.get(begin) & 0xc0) == 0x80) {
      begin--;
    }
    int first = bytes.get(begin) & 0xff;
    int wanted = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return end - begin < wanted ? begin : end;
  }
}
