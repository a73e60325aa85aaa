import dev.stillson.Blob;
import dev.stillson.Requires;
import dev.stillson.Requires.All;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.WrapperTask;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the recorded run does, so that the classes of an ordinary run are in the start-up cache. */
record Training(int count) implements WrapperTask {
  @Override
  public All<Number> requires() {
    return Requires.all(IntStream.range(0, count).mapToObj(Number::new));
  }

  /** One file with one number. */
  record Number(int value) implements Task<Blob> {
    @Override
    public Blob output() {
      return Blob.at("training/%s.txt", value);
    }

    @Override
    public void run(TaskContext ctx) throws IOException {
      ctx.writeLines(output(), Stream.of(Integer.toString(value)));
    }
  }
}
