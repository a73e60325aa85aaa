package dev.stillson.worker.scheduler;

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
import org.slf4j.LoggerFactory;

/**
 * Follows the log files of attempts and makes pieces of what was added. Used under the lock of its
 * owner.
 */
public final class LogTails {
  private static final int PIECE = 64 * 1024;
  private static final int MOST_PIECES = 8;

  private final Path folder;
  private final Map<String, Position> sent = new HashMap<>();

  /** How far a file was read, and how long the text made of it is in UTF-8. */
  private record Position(long file, long wire) {}

  /** Files are {@code TASK.ATTEMPT.log} in {@code folder}. */
  public LogTails(Path folder) {
    this.folder = folder;
  }

  /** One piece at most of what the attempt logged since the last. */
  List<WorkerCommand> next(String taskId, int attempt) {
    return read(taskId, attempt, 1);
  }

  /** What the attempt logged last; a very long rest is cut. */
  List<WorkerCommand> rest(String taskId, int attempt) {
    return read(taskId, attempt, MOST_PIECES);
  }

  void forget(String taskId, int attempt) {
    sent.remove(taskId + "." + attempt);
  }

  private List<WorkerCommand> read(String taskId, int attempt, int most) {
    String name = taskId + "." + attempt;
    List<WorkerCommand> pieces = new ArrayList<>(0);
    try (FileChannel channel =
        FileChannel.open(folder.resolve(name + ".log"), StandardOpenOption.READ)) {
      Position at = sent.getOrDefault(name, new Position(0, 0));
      while (pieces.size() < most && at.file < channel.size()) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(PIECE, channel.size() - at.file));
        channel.read(bytes, at.file);
        bytes.flip();
        int length = lines(bytes);
        String text = new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
        pieces.add(new WorkerCommand.Log(taskId, attempt, at.wire, text));
        at = new Position(at.file + length, at.wire + text.getBytes(StandardCharsets.UTF_8).length);
      }
      sent.put(name, at);
    } catch (NoSuchFileException e) {
      // The attempt has logged nothing.
      return pieces;
    } catch (IOException e) {
      LoggerFactory.getLogger(LogTails.class)
          .warn("The log of {} cannot be sent: {}", name, e.toString());
    }
    return pieces;
  }

  /** The bytes up to the end of the last line; all, if there is none. */
  private static int lines(ByteBuffer bytes) {
    for (int i = bytes.limit() - 1; i >= 0; i--) {
      if (bytes.get(i) == '\n') {
        return i + 1;
      }
    }
    return bytes.limit();
  }
}
