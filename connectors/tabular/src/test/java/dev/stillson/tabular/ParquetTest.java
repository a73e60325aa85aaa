package dev.stillson.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTest {
  enum Size {
    SMALL,
    LARGE
  }

  record Everything(
      String text,
      int whole,
      long big,
      double real,
      boolean truth,
      BigDecimal exact,
      LocalDate date,
      LocalDateTime time,
      Instant instant,
      Size size,
      Optional<String> note,
      Optional<Integer> count) {}

  private static final Everything FULL =
      new Everything(
          "it's \"text\"\n– ü",
          -7,
          Long.MAX_VALUE,
          0.1,
          true,
          new BigDecimal("12345678901234567890.123456789"),
          LocalDate.of(2019, 4, 21),
          LocalDateTime.of(2019, 4, 21, 23, 59, 1, 5_000),
          Instant.parse("2019-04-21T22:00:00.123456Z"),
          Size.LARGE,
          Optional.of(""),
          Optional.of(3));

  record Part(long big, Optional<String> note) {}

  record Few(int number) {}

  record Other(int number, String unknown) {}

  @TempDir Path folder;

  @Test
  void everyTypeComesBackAsItWasWritten() throws IOException {
    Path file = folder.resolve("rows.parquet");
    Parquet.of(Everything.class).write(file, Stream.of(FULL));

    assertThat(read(Everything.class, file)).containsExactly(FULL);
  }

  @Test
  void onlyTheRecordsColumnsAreRead() throws IOException {
    Path file = folder.resolve("rows.parquet");
    Parquet.of(Everything.class).write(file, Stream.of(FULL));

    assertThat(read(Part.class, file)).containsExactly(new Part(Long.MAX_VALUE, Optional.of("")));
  }

  @Test
  void noRowsAreAFileTooAndAnExistingFileIsReplaced() throws IOException {
    Path file = folder.resolve("rows.parquet");
    Parquet.of(Few.class).write(file, Stream.of(new Few(1)));
    Parquet.of(Few.class).write(file, Stream.empty());

    assertThat(read(Few.class, file)).isEmpty();
  }

  @Test
  void aDirectoryIsAllItsFilesInOrder() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("parts"));
    Parquet.of(Few.class).write(directory.resolve("b.parquet"), Stream.of(new Few(2)));
    Parquet.of(Few.class).write(directory.resolve("a.parquet"), Stream.of(new Few(1)));
    Files.createFile(directory.resolve("_SUCCESS"));

    assertThat(read(Few.class, directory)).containsExactly(new Few(1), new Few(2));
  }

  @Test
  void aNameWithSignsOfPatternsAndQuotesIsOneFile() throws IOException {
    Path file = folder.resolve("it's [a] *?.parquet");
    Parquet.of(Few.class).write(file, Stream.of(new Few(1)));
    Parquet.of(Few.class).write(folder.resolve("it's a xy.parquet"), Stream.of(new Few(2)));

    assertThat(read(Few.class, file)).containsExactly(new Few(1));
  }

  @Test
  void missingColumnsAreNamed() throws IOException {
    Path file = folder.resolve("rows.parquet");
    Parquet.of(Few.class).write(file, Stream.of(new Few(1)));

    assertThatThrownBy(() -> read(Other.class, file))
        .isInstanceOf(BadRow.class)
        .hasMessage(
            file + ", schema: columns of Other are missing\n  missing: unknown\n  found:   number");
  }

  record Narrow(int big) {}

  @Test
  void aValueThatDoesNotFitIsNamedWithItsRow() throws IOException {
    Path file = folder.resolve("rows.parquet");
    Parquet.of(Part.class)
        .write(
            file, Stream.of(new Part(1, Optional.empty()), new Part(1L << 40, Optional.empty())));

    assertThatThrownBy(() -> read(Narrow.class, file))
        .isInstanceOf(BadRow.class)
        .hasMessageStartingWith(file + ", row 2: column 'big' has a wrong value")
        .hasMessageContaining("'1099511627776'");
  }

  record Exact(BigDecimal value) {}

  @Test
  void aNumberIsNeverRounded() {
    Path file = folder.resolve("rows.parquet");

    assertThatThrownBy(() ->
            Parquet.of(Exact.class)
                .write(file, Stream.of(new Exact(new BigDecimal("0.1234567891")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 9 digits");
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatIsNotParquetSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("rows.parquet"), "not parquet, just text");

    assertThatThrownBy(() -> read(Few.class, file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " cannot be read as Parquet");
  }

  private static <R extends Record> List<R> read(Class<R> type, Path file) throws IOException {
    try (Stream<R> rows = Parquet.of(type).read(file)) {
      return rows.toList();
    }
  }
}
