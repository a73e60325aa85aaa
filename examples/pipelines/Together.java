import dev.stillson.*;
import java.io.IOException;
import java.time.LocalDate;

/**
 * One graph of Java and Python: Luigi's task Crawl (together.py) makes the pages, the one here
 * cleans them, and Luigi's task Report counts what is left.
 *
 * <pre>
 * stillson server
 * cd examples
 * PYTHONPATH=pipelines luigi --module together Report --date 2026-11-21 --worker-keep-alive --scheduler-url http://127.0.0.1:8082
 * stillson run pipelines/Together.java Clean --date 2026-11-21 --scheduler http://127.0.0.1:8082
 * </pre>
 *
 * Luigi's is started first and keeps waiting for the Java task; a run ends when there is nobody to
 * make what it needs.
 */
record Clean(LocalDate date) implements Task<Blob> {
  public Crawl requires() {
    return new Crawl(date);
  }

  public Blob output() {
    return Blob.at("out/together/clean-%s.txt", date);
  }

  public void run(TaskContext ctx) throws IOException {
    try (var lines = ctx.readLines(requires())) {
      ctx.writeLines(output(), lines.map(String::strip).filter(line -> !line.isEmpty()));
    }
  }
}

/** Luigi's task of the same name, which a Python worker runs. */
record Crawl(LocalDate date) implements ExternalTask<Blob> {
  public Blob output() {
    return Blob.at("out/together/crawl-%s.txt", date);
  }
}
