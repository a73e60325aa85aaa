package dev.stillson.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file much larger than the heap passes through a JVM whose heap is 24 MB. */
class StreamingTest {
  record Row(long number, String text) {}

  private static final long ROWS = 120_000;

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void rowsOfAFileLargerThanTheHeapPassThrough() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StreamingTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "log"))
            .start();

    assertThat(child.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("log"))).isEqualTo("copied " + ROWS);
    assertThat(Files.size(folder.resolve("rows.csv"))).isGreaterThan(60_000_000);
  }

  /** Makes a CSV file, turns it into Parquet and counts the rows of that. */
  static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Csv<Row> csv = Csv.of(Row.class);
    try (var out = Files.newOutputStream(folder.resolve("rows.csv"))) {
      csv.write(out, LongStream.range(0, ROWS).mapToObj(n -> new Row(n, "x".repeat(500) + n)));
    }
    Path parquet = folder.resolve("rows.parquet");
    try (var in = Files.newInputStream(folder.resolve("rows.csv"))) {
      Parquet.of(Row.class).write(parquet, csv.read(in, "rows.csv"));
    }
    try (Stream<Row> rows = Parquet.of(Row.class).read(parquet)) {
      System.out.print(
          "copied " + rows.filter(row -> row.text().endsWith("x" + row.number())).count());
    }
  }
}
