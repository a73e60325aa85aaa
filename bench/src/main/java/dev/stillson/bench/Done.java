package dev.stillson.bench;

import dev.stillson.Blob;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import java.io.IOException;

/** One task; run a second time it is complete, so that only starting is measured. */
public record Done() implements Task<Blob> {
  @Override
  public Blob output() {
    return Blob.at("done.txt");
  }

  @Override
  public void run(TaskContext ctx) throws IOException {
    ctx.write(output(), out -> out.write('x'));
  }
}
