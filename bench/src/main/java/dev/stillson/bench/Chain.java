package dev.stillson.bench;

import dev.stillson.Requires;
import dev.stillson.Task;
import dev.stillson.TaskContext;

/**
 * {@code index + 1} tasks without work, each of which requires the one before.
 *
 * @param index 0 or more
 */
public record Chain(int index) implements Task<Slot> {
  @Override
  public Requires requires() {
    return index == 0 ? Requires.none() : new Chain(index - 1);
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
