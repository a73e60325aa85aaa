package dev.stillson.bench;

import dev.stillson.Blob;
import dev.stillson.ExternalTask;
import dev.stillson.core.parameter.TaskType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a task id costs: for two numbers, for a date and a text, for a list and a map. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class IdentityBenchmark {
  private int counter;

  /** A date and a text. */
  record Export(LocalDate date, String table) implements ExternalTask<Blob> {
    @Override
    public Blob output() {
      return Blob.at("%s/%s", date, table);
    }
  }

  /** A list and a map. */
  record Model(List<Integer> layers, Map<String, Double> weights) implements ExternalTask<Blob> {
    @Override
    public Blob output() {
      return Blob.at("model");
    }
  }

  private static final Model MODEL = new Model(List.of(64, 32, 1), Map.of("a", 0.5, "b", 1e-5));
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  /** Two numbers. */
  @Benchmark
  public String numbers() {
    Layered.Cell cell = new Layered.Cell(counter++, 1000);
    return TaskType.of(cell).id(cell);
  }

  /** A date and a text. */
  @Benchmark
  public String dateAndText() {
    Export export = new Export(DAY, "orders");
    return TaskType.of(export).id(export);
  }

  /** A list and a map. */
  @Benchmark
  public String listAndMap() {
    return TaskType.of(MODEL).id(MODEL);
  }
}
