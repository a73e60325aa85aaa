package dev.stillson.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CsvTest {
  enum Size {
    SMALL,
    LARGE
  }

  record Order(int customerId, LocalDate dateOrdered, int orderValue) {}

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
          "a \"quoted\", text\nof two lines – ü",
          -7,
          Long.MAX_VALUE,
          0.1,
          true,
          new BigDecimal("12345678901234567890.120"),
          LocalDate.of(2019, 4, 21),
          LocalDateTime.of(2019, 4, 21, 23, 59, 1, 5_000),
          Instant.parse("2019-04-21T22:00:00.123456Z"),
          Size.LARGE,
          Optional.of("n"),
          Optional.of(3));
  private static final Everything EMPTY =
      new Everything(
          "",
          0,
          0,
          0,
          false,
          BigDecimal.ZERO,
          LocalDate.EPOCH,
          LocalDateTime.of(1970, 1, 1, 0, 0),
          Instant.EPOCH,
          Size.SMALL,
          Optional.empty(),
          Optional.empty());

  @Test
  void everyTypeComesBackAsItWasWritten() throws IOException {
    Csv<Everything> csv = Csv.of(Everything.class);

    List<Everything> back = read(csv, write(csv, List.of(FULL, EMPTY)));

    assertThat(back).containsExactly(FULL, EMPTY);
  }

  @Test
  void theFileIsPlainCsvWithNamesInSnakeCase() throws IOException {
    String text = write(Csv.of(Order.class), List.of(new Order(7, LocalDate.of(2019, 4, 21), 5)));

    assertThat(text).isEqualTo("customer_id,date_ordered,order_value\n7,2019-04-21,5\n");
  }

  @Test
  void noRowsStillHaveAHeader() throws IOException {
    String text = write(Csv.of(Order.class), List.of());

    assertThat(text).isEqualTo("customer_id,date_ordered,order_value\n");
    assertThat(read(Csv.of(Order.class), text)).isEmpty();
  }

  @Test
  void columnsAreFoundByNameWhateverTheirOrderAndCase() throws IOException {
    String text = "\uFEFFextra;ORDER_VALUE;customer_id;date_ordered\r\nx;5;7;2019-04-21\r\n\r\n";

    assertThat(read(Csv.of(Order.class).withSeparator(';'), text))
        .containsExactly(new Order(7, LocalDate.of(2019, 4, 21), 5));
  }

  @Test
  void aWrongValueIsNamedWithFileLineColumnAndExpectedType() {
    String text = "customer_id,date_ordered,order_value\n7,2019-04-21,5\n7,2019-04-21,abc\n";

    BadRow bad = catchThrowableOfType(BadRow.class, () -> read(Csv.of(Order.class), text));

    assertThat(bad)
        .hasMessage(
            """
            orders.csv, line 3: column 'order_value' has a wrong value
              value:    'abc'
              expected: a whole number (int), such as 42\
            """);
    assertThat(bad.source()).isEqualTo("orders.csv");
    assertThat(bad.position()).isEqualTo("line 3");
  }

  @Test
  void aLineIsCountedAlsoAfterFieldsOfSeveralLines() {
    String text = "text\n\"a\nb\nc\"\n\"d";

    assertThatThrownBy(() -> read(Csv.of(Line.class), text))
        .isInstanceOf(BadRow.class)
        .hasMessageStartingWith("orders.csv, line 2: the text after it is not CSV");
  }

  record Line(String text) {}

  @Test
  void numbersThatWouldChangeAreRefused() {
    assertWrong("2147483648,2019-04-21,1", "2147483648");
    assertWrong("1.5,2019-04-21,1", "1.5");
    assertWrong("1,2019-02-29,1", "2019-02-29");
    assertWrong("1,21.4.2019,1", "21.4.2019");
  }

  @Test
  void aMissingValueIsNamedWithTheWayToAllowIt() {
    assertThatThrownBy(
            () -> read(Csv.of(Order.class), "customer_id,date_ordered,order_value\n,2019-04-21,5"))
        .hasMessage(
            """
            orders.csv, line 2: column 'customer_id' has no value
              expected: a whole number (int), such as 42
            hint: a component whose value may be missing is an Optional\
            """);
  }

  @Test
  void missingColumnsAreNamedTogether() {
    assertThatThrownBy(() -> read(Csv.of(Order.class), "customer,date_ordered\n"))
        .isInstanceOf(BadRow.class)
        .hasMessage(
            """
            orders.csv, line 1: columns of Order are missing
              missing: customer_id, order_value
              found:   customer, date_ordered\
            """);
  }

  @Test
  void anEmptyFileIsNotAFileWithoutRows() {
    assertThatThrownBy(() -> read(Csv.of(Order.class), ""))
        .isInstanceOf(BadRow.class)
        .hasMessageContaining("the file is empty");
  }

  @Test
  void aRowOfAnotherWidthIsRefused() {
    assertThatThrownBy(
            () -> read(Csv.of(Order.class), "customer_id,date_ordered,order_value\n1,2019-04-21\n"))
        .hasMessage("orders.csv, line 2: the row has 2 fields, the header has 3");
  }

  record Positive(int value) {
    Positive {
      if (value <= 0) {
        throw new IllegalArgumentException("value must be above 0");
      }
    }
  }

  @Test
  void theRecordsOwnCheckNamesTheLine() {
    assertThatThrownBy(() -> read(Csv.of(Positive.class), "value\n1\n0\n"))
        .isInstanceOf(BadRow.class)
        .hasMessageStartingWith("orders.csv, line 3: Positive refuses the row")
        .hasMessageContaining("value must be above 0");
  }

  record Unfit(List<String> names, Thread thread, int fine) {}

  @Test
  void allComponentsThatCannotBeColumnsAreNamed() {
    assertThatThrownBy(() -> Csv.of(Unfit.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.util.List<java.lang.String> names")
        .hasMessageContaining("java.lang.Thread thread")
        .hasMessageNotContaining("int fine");
  }

  @Test
  void controlCharactersOfAFileDoNotReachTheTerminal() {
    assertThatThrownBy(() -> read(Csv.of(Positive.class), "value\n\u001b[31m" + "x".repeat(500)))
        .message()
        .doesNotContain("\u001b")
        .hasSizeLessThan(250);
  }

  @Test
  void closingTheStreamClosesTheFile() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream in =
        new ByteArrayInputStream("value\n1\n".getBytes(UTF_8)) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    try (Stream<Positive> rows = Csv.of(Positive.class).read(in, "x")) {
      assertThat(rows.findFirst()).contains(new Positive(1));
    }
    assertThat(closed).isTrue();
  }

  private static void assertWrong(String row, String value) {
    assertThatThrownBy(
            () -> read(Csv.of(Order.class), "customer_id,date_ordered,order_value\n" + row))
        .isInstanceOf(BadRow.class)
        .hasMessageContaining("'" + value + "'");
  }

  private static <R extends Record> String write(Csv<R> csv, List<R> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    csv.write(out, rows.stream());
    return out.toString(UTF_8);
  }

  private static <R extends Record> List<R> read(Csv<R> csv, String text) throws IOException {
    try (Stream<R> rows = csv.read(new ByteArrayInputStream(text.getBytes(UTF_8)), "orders.csv")) {
      return rows.toList();
    }
  }
}
