package dev.stillson.bench;

import dev.stillson.Blob;
import dev.stillson.Requires;
import dev.stillson.Requires.All;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.WrapperTask;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * {@code count} tasks without dependencies, each of which makes a file of one byte; run a second
 * time, all are checked.
 *
 * @param count how many
 */
public record WideFiles(int count) implements WrapperTask {
  @Override
  public All<One> requires() {
    return Requires.all(IntStream.range(0, count).mapToObj(One::new));
  }

  /** One file. */
  public record One(int index) implements Task<Blob> {
    @Override
    public Blob output() {
      return Blob.at("wide/%s", index);
    }

    @Override
    public void run(TaskContext ctx) throws IOException {
      ctx.write(output(), out -> out.write('x'));
    }
  }
}
