package dev.stillson.bench;

import dev.stillson.Blob;
import dev.stillson.PermanentFailure;
import dev.stillson.Requires;
import dev.stillson.Requires.All;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.WrapperTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code count} tasks in {@link Layers}, each of which writes 4 KiB in several pieces: what is
 * killed again and again by {@code bench/kill9}. A task that runs although its output exists says
 * so and fails.
 *
 * @param count a multiple of 100
 */
public record Survivors(int count) implements WrapperTask {

  @Override
  public All<Survivor> requires() {
    List<Survivor> last = new ArrayList<>();
    int width = count / Layers.COUNT;
    for (int index = count - width; index < count; index++) {
      last.add(new Survivor(index, width));
    }
    return Requires.all(last);
  }

  /** One vertex. */
  public record Survivor(int index, int width) implements Task<Blob> {
    static final int PIECES = 8;
    static final int PIECE = 512;

    @Override
    public All<Survivor> requires() {
      List<Survivor> above = new ArrayList<>();
      for (int vertex : Layers.above(index, width)) {
        above.add(new Survivor(vertex, width));
      }
      return Requires.all(above);
    }

    @Override
    public Blob output() {
      return Blob.at("survivors/%s/%s.bin", index / width, index);
    }

    @Override
    public void run(TaskContext ctx) throws IOException {
      if (Files.exists(Path.of("survivors", "" + index / width, index + ".bin"))) {
        Files.writeString(Path.of("violation-" + index), "ran although its output exists");
        throw new PermanentFailure("The task ran although its output exists");
      }
      byte[] piece = new byte[PIECE];
      Arrays.fill(piece, (byte) (index % 251));
      ctx.write(
          output(),
          out -> {
            for (int i = 0; i < PIECES - 1; i++) {
              out.write(piece);
              out.flush();
            }
            out.write(Arrays.copyOf(piece, PIECE - 4));
            out.write("end\n".getBytes(StandardCharsets.US_ASCII));
          });
    }
  }
}
