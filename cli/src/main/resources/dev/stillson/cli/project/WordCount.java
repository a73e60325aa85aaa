package pipeline;

import dev.stillson.Blob;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.TreeMap;

/** How often each word occurs in one day of articles. */
record WordCount(LocalDate date) implements Task<Blob> {
  @Override
  public Articles requires() {
    return new Articles(date);
  }

  @Override
  public Blob output() {
    return Blob.at("word-count/%s.tsv", date);
  }

  @Override
  public void run(TaskContext ctx) throws IOException {
    var counts = new TreeMap<String, Long>();
    try (var lines = ctx.readLines(requires())) {
      lines
          .flatMap(line -> Arrays.stream(line.split("\\W+")))
          .forEach(word -> counts.merge(word, 1L, Long::sum));
    }
    ctx.writeLines(
        output(), counts.entrySet().stream().map(each -> each.getKey() + "\t" + each.getValue()));
  }
}
