package dev.stillson.bench;

import dev.stillson.Requires;
import dev.stillson.Requires.All;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.WrapperTask;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code count} tasks without work in {@link Layers}.
 *
 * @param count a multiple of 100
 */
public record Layered(int count) implements WrapperTask {

  @Override
  public All<Cell> requires() {
    return cells(count - count / Layers.COUNT, count, count / Layers.COUNT);
  }

  private static All<Cell> cells(int from, int to, int width) {
    List<Cell> cells = new ArrayList<>(to - from);
    for (int index = from; index < to; index++) {
      cells.add(new Cell(index, width));
    }
    return Requires.all(cells);
  }

  /** One vertex. */
  public record Cell(int index, int width) implements Task<Slot> {
    @Override
    public All<Cell> requires() {
      int[] above = Layers.above(index, width);
      List<Cell> cells = new ArrayList<>(above.length);
      for (int vertex : above) {
        cells.add(new Cell(vertex, width));
      }
      return Requires.all(cells);
    }

    @Override
    public Slot output() {
      return new Slot(index);
    }

    @Override
    public void run(TaskContext ctx) {
      SlotConnector.fill(output());
    }
  }
}
