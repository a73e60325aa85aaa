package dev.stillson.bench;

import dev.stillson.Blob;
import dev.stillson.Requires;
import dev.stillson.Requires.All;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.WrapperTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code count} tasks in {@link Layers}, each of which makes a file of one byte.
 *
 * @param count a multiple of 100
 */
public record LayeredFiles(int count) implements WrapperTask {

  @Override
  public All<FileCell> requires() {
    List<FileCell> cells = new ArrayList<>();
    int width = count / Layers.COUNT;
    for (int index = count - width; index < count; index++) {
      cells.add(new FileCell(index, width));
    }
    return Requires.all(cells);
  }

  /** One vertex. */
  public record FileCell(int index, int width) implements Task<Blob> {
    @Override
    public All<FileCell> requires() {
      int[] above = Layers.above(index, width);
      List<FileCell> cells = new ArrayList<>(above.length);
      for (int vertex : above) {
        cells.add(new FileCell(vertex, width));
      }
      return Requires.all(cells);
    }

    @Override
    public Blob output() {
      return Blob.at("cells/%s", index);
    }

    @Override
    public void run(TaskContext ctx) throws IOException {
      ctx.write(output(), out -> out.write('x'));
    }
  }
}
