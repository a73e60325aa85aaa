package dev.stillson.bench;

import dev.stillson.Blob;
import dev.stillson.ExternalTask;
import dev.stillson.Param;
import dev.stillson.Producer;
import dev.stillson.Requires;
import dev.stillson.Requires.All;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.WrapperTask;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * {@code count} tasks in {@link Layers} that keep a record of who ran what and when: what {@code
 * bench/outage} gives to several workers at once.
 *
 * @param count a multiple of 100
 * @param millis how long each task takes
 * @param guests whether one task in ten is left to Luigi, {@code luigi_endurance.py}
 */
public record Endurance(int count, int millis, boolean guests) implements WrapperTask {

  @Override
  public All<Producer<Blob>> requires() {
    int width = count / Layers.COUNT;
    return all(IntStream.range(count - width, count), width, millis, guests);
  }

  private static All<Producer<Blob>> all(IntStream of, int width, int millis, boolean guests) {
    return Requires.all(
        of.<Producer<Blob>>mapToObj(index ->
            guests && index % 10 == 0
                ? new Guest(index, width, millis)
                : new Endured(index, width, millis, guests)));
  }

  private static Blob place(int index, int width) {
    return Blob.at("out/%s/%s.bin", index / width, index);
  }

  /** A vertex that Luigi makes. */
  public record Guest(int index, int width, int millis) implements ExternalTask<Blob> {
    @Override
    public Blob output() {
      return place(index, width);
    }
  }

  /**
   * One vertex. While it runs there is a file {@code running/INDEX} that only one can make; when it
   * begins and when it ends, a line of {@code ran/PID} says so.
   */
  public record Endured(
      int index, int width, int millis, @Param(significant = false) boolean guests)
      implements Task<Blob> {
    private static final int SIZE = 4096;

    @Override
    public All<Producer<Blob>> requires() {
      return all(Arrays.stream(Layers.above(index, width)), width, millis, guests);
    }

    @Override
    public Blob output() {
      return place(index, width);
    }

    @Override
    public void run(TaskContext ctx) throws IOException, InterruptedException {
      Path running = Path.of("running", String.valueOf(index));
      String pid = String.valueOf(ProcessHandle.current().pid());
      note(pid, 'B');
      try {
        Files.writeString(running, pid, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        String other = Files.readString(running);
        if (!other.isEmpty() && ProcessHandle.of(Long.parseLong(other)).isPresent()) {
          Files.writeString(
              Path.of("violation-" + index), "runs in " + pid + " while it runs in " + other);
        }
        Files.writeString(running, pid);
      }
      try {
        Thread.sleep(millis);
        byte[] content = new byte[SIZE];
        Arrays.fill(content, (byte) (index % 251));
        ctx.write(
            output(),
            out -> {
              out.write(content, 0, SIZE / 2);
              out.flush();
              out.write(content, SIZE / 2, SIZE / 2);
            });
      } finally {
        Files.deleteIfExists(running);
      }
      note(pid, 'E');
    }

    private void note(String pid, char what) throws IOException {
      Files.writeString(
          Path.of("ran", pid),
          "%c %08d %013d\n".formatted(what, index, System.currentTimeMillis()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
