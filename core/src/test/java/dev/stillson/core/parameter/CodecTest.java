package dev.stillson.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.DateInterval;
import dev.stillson.Hour;
import dev.stillson.Minute;
import dev.stillson.Secret;
import dev.stillson.WrapperTask;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Texts and ids that are said to be Luigi's were printed by Luigi 3.8.1. */
class CodecTest {

  enum Colour {
    RED,
    GREEN
  }

  record Point(int x, Optional<String> name) {}

  record AllTypes(
      boolean yes,
      int count,
      long big,
      double ratio,
      String name,
      LocalDate day,
      YearMonth month,
      Year year,
      Hour hour,
      Minute minute,
      LocalDateTime second,
      DateInterval days,
      Duration pause,
      Colour colour,
      Path place,
      Optional<Integer> maybe,
      List<Integer> numbers,
      Map<String, Integer> table)
      implements WrapperTask {}

  record Lists(
      List<Integer> ints,
      List<String> texts,
      List<Boolean> flags,
      List<Double> floats,
      List<List<Integer>> nested,
      Map<String, Map<String, Double>> table,
      List<LocalDate> dates)
      implements WrapperTask {}

  record Others(
      BigDecimal amount,
      Instant moment,
      Period period,
      URI uri,
      Secret secret,
      Set<String> words,
      Set<Point> points,
      Point point,
      Optional<List<Point>> maybe)
      implements WrapperTask {}

  record Small(LocalDate orderDate, String URLPath, Optional<Integer> limit)
      implements WrapperTask {}

  private static AllTypes allTypes() {
    return new AllTypes(
        true,
        -3,
        12345678901234L,
        1e-5,
        "Zürich \"x\"\n",
        LocalDate.of(2026, 1, 5),
        YearMonth.of(2026, 11),
        Year.of(2026),
        Hour.of(LocalDate.of(2026, 11, 21), 15),
        Minute.parse("2026-11-21T1504"),
        LocalDateTime.of(2026, 11, 21, 15, 4, 59),
        DateInterval.parse("2026-W47"),
        Duration.ofHours(76),
        Colour.GREEN,
        Path.of("data/in.csv"),
        Optional.empty(),
        List.of(1, 2),
        Map.of("b", 1, "a", 2));
  }

  @Test
  void textsAreLuigis() {
    assertThat(TaskType.of(AllTypes.class).revealed(allTypes()))
        .containsExactly(
            Map.entry("yes", "True"),
            Map.entry("count", "-3"),
            Map.entry("big", "12345678901234"),
            Map.entry("ratio", "1e-05"),
            Map.entry("name", "Zürich \"x\"\n"),
            Map.entry("day", "2026-01-05"),
            Map.entry("month", "2026-11"),
            Map.entry("year", "2026"),
            Map.entry("hour", "2026-11-21T15"),
            Map.entry("minute", "2026-11-21T1504"),
            Map.entry("second", "2026-11-21T150459"),
            Map.entry("days", "2026-W47"),
            Map.entry("pause", "0 w 3 d 4 h 0 m 0 s"),
            Map.entry("colour", "GREEN"),
            Map.entry("place", "data/in.csv"),
            Map.entry("maybe", ""),
            Map.entry("numbers", "[1, 2]"),
            Map.entry("table", "{\"a\": 2, \"b\": 1}"));
  }

  @Test
  void idsOfListsAndMapsAreLuigis() {
    Map<String, Double> inner = Map.of("x", 1.5);
    Lists node =
        new Lists(
            List.of(1, 2, 3),
            List.of("a", "é", "\ud83d\ude00", "q\"\\\n\u007f</"),
            List.of(true, false),
            List.of(1.0, 1e-05, 1e16, Double.POSITIVE_INFINITY),
            List.of(List.of(1), List.of(), List.of(2, 3)),
            Map.of("b", Map.of(), "a", inner),
            List.of(LocalDate.of(2026, 11, 21), LocalDate.of(2026, 11, 22)));
    TaskType type = TaskType.of(node);
    assertThat(type.revealed(node))
        .containsEntry(
            "texts", "[\"a\", \"\\u00e9\", \"\\ud83d\\ude00\", \"q\\\"\\\\\\n\\u007f</\"]")
        .containsEntry("floats", "[1.0, 1e-05, 1e+16, Infinity]")
        .containsEntry("table", "{\"a\": {\"x\": 1.5}, \"b\": {}}");
    assertThat(type.id(node))
        .isEqualTo("Lists___2026_11_21______true__false___1_0__1e_05__1e__a23dfff2d6");
    assertThat(type.make(type.revealed(node))).isEqualTo(node);
  }

  @Test
  void idsWithOptionalValuesAndTranslatedNamesAreLuigis() {
    LocalDate date = LocalDate.of(2026, 11, 21);
    TaskType type = TaskType.of(Small.class);
    assertThat(type.id(new Small(date, "/a", Optional.empty())))
        .isEqualTo("Small__2026_11_21__a_bd135bd3db");
    assertThat(type.id(new Small(date, "/a", Optional.of(3))))
        .isEqualTo("Small_3_2026_11_21__a_7c0c109022");
  }

  @Test
  void everyValueComesBackFromItsText() {
    TaskType type = TaskType.of(AllTypes.class);
    assertThat(type.make(type.revealed(allTypes()))).isEqualTo(allTypes());
    Others others =
        new Others(
            new BigDecimal("12.50"),
            Instant.parse("2026-11-21T15:04:59.5Z"),
            Period.of(1, 2, 3),
            URI.create("s3://b/k%20x"),
            Secret.of("p\"w\n"),
            Set.of("b", "a"),
            Set.of(new Point(2, Optional.of("p")), new Point(1, Optional.empty())),
            new Point(3, Optional.empty()),
            Optional.of(List.of(new Point(4, Optional.of("é")))));
    TaskType otherType = TaskType.of(Others.class);
    Map<String, String> texts = otherType.revealed(others);
    assertThat(otherType.make(texts)).isEqualTo(others);
    assertThat(texts)
        .containsEntry("words", "[\"a\", \"b\"]")
        .containsEntry("points", "[{\"x\": 1, \"name\": null}, {\"x\": 2, \"name\": \"p\"}]")
        .containsEntry("maybe", "[{\"x\": 4, \"name\": \"\\u00e9\"}]");
    assertThat(otherType.sentNames()).doesNotContain("secret");
  }

  @Test
  void examplesOfEveryTypeCanBeRead() {
    for (Class<?> type : List.of(AllTypes.class, Lists.class, Others.class)) {
      for (Parameter parameter : TaskType.of(type).parameters()) {
        String example = parameter.example();
        int alternatives = example.indexOf(" (");
        String text = alternatives < 0 ? example : example.substring(0, alternatives);
        assertThat(codec(type, parameter.component()).form()).isNotBlank();
        assertThat(read(codec(type, parameter.component()), text)).isNotNull();
      }
    }
  }

  @Test
  void equalSetsAndMapsHaveOneTextWhateverTheirOrder() {
    Codec map = codec(Lists.class, "table");
    Map<String, Map<String, Double>> one = new LinkedHashMap<>();
    one.put("b", Map.of());
    one.put("a", Map.of());
    assertThat(map.text(one)).isEqualTo(map.text(Map.of("a", Map.of(), "b", Map.of())));
    Codec set = codec(Others.class, "words");
    assertThat(set.text(new LinkedHashSet<>(List.of("\ud83d\ude00", "\uffee", "a"))))
        .isEqualTo("[\"a\", \"\\uffee\", \"\\ud83d\\ude00\"]");
  }

  @Test
  void doublesAreWrittenAsPythonDoes() {
    Codec codec = new DoubleCodec();
    Map<Double, String> texts = new LinkedHashMap<>();
    texts.put(0.0, "0.0");
    texts.put(-0.0, "-0.0");
    texts.put(1.0, "1.0");
    texts.put(-1234.5, "-1234.5");
    texts.put(0.0001, "0.0001");
    texts.put(0.00001, "1e-05");
    texts.put(1.25e-7, "1.25e-07");
    texts.put(1e15, "1000000000000000.0");
    texts.put(9999999999999998.0, "9999999999999998.0");
    texts.put(1e16, "1e+16");
    texts.put(1.5e300, "1.5e+300");
    texts.put(Double.MAX_VALUE, "1.7976931348623157e+308");
    texts.put(Double.MIN_VALUE, "5e-324");
    texts.put(2 * Double.MIN_VALUE, "1e-323");
    texts.put(20 * Double.MIN_VALUE, "1e-322");
    texts.put(2e-323, "2e-323");
    texts.put(2e23, "2e+23");
    texts.put(Double.NaN, "nan");
    texts.put(Double.NEGATIVE_INFINITY, "-inf");
    texts.forEach((number, text) -> {
      assertThat(codec.text(number)).isEqualTo(text);
      assertThat(read(codec, text)).isEqualTo(number);
    });
  }

  @Test
  void durationsAreReadAsPeopleWriteThem() {
    Codec codec = new DurationCodec();
    assertThat(read(codec, "3d 4h")).isEqualTo(Duration.ofHours(76));
    assertThat(read(codec, "1 week 2 days")).isEqualTo(Duration.ofDays(9));
    assertThat(read(codec, "90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(read(codec, "1.5")).isEqualTo(Duration.ofMillis(1500));
    assertThat(read(codec, "-1.5")).isEqualTo(Duration.ofMillis(-1500));
    assertThat(read(codec, "PT1H30M")).isEqualTo(Duration.ofMinutes(90));
    assertThat(read(codec, "P2W")).isEqualTo(Duration.ofDays(14));
    assertThat(read(codec, "2h30m")).isEqualTo(Duration.ofMinutes(150));
    for (String wrong :
        List.of(
            "",
            "4h 3d",
            "3x",
            "3d 3d",
            "d",
            "3d 4",
            "1e999",
            "99999999999999999999",
            "3d x",
            "P",
            "1e20 s")) {
      assertThatThrownBy(() -> codec.parse(wrong)).as(wrong).isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void durationsAreWrittenAsLuigiDoesAndKeepTheirFractions() {
    Codec codec = new DurationCodec();
    assertThat(codec.text(Duration.ofSeconds(-1))).isEqualTo("-1 w 6 d 23 h 59 m 59 s");
    assertThat(codec.text(Duration.ofSeconds(8 * 86_400 + 3661))).isEqualTo("1 w 1 d 1 h 1 m 1 s");
    assertThat(codec.text(Duration.ZERO)).isEqualTo("0 w 0 d 0 h 0 m 0 s");
    assertThat(codec.text(Duration.ofMillis(-1500))).isEqualTo("-1.5");
    for (Duration duration :
        List.of(
            Duration.ofSeconds(-1),
            Duration.ofNanos(-1),
            Duration.ofNanos(1),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MIN_VALUE))) {
      assertThat(read(codec, codec.text(duration))).isEqualTo(duration);
    }
  }

  @Test
  void datesAreReadPaddedOrNotAndWrongOnesSayWhy() {
    Codec codec = codec(AllTypes.class, "day");
    assertThat(read(codec, "2026-1-5")).isEqualTo(LocalDate.of(2026, 1, 5));
    assertThatThrownBy(() -> codec.parse("2026-13-01")).hasMessage("there is no month 13");
    assertThatThrownBy(() -> codec.parse("2026-02-30")).hasMessage("that month has no day 30");
    for (String wrong :
        List.of(
            "",
            "x",
            "2026-11-21T15",
            "20261121",
            "2026-11-21x",
            "26-11-21",
            "2026-11-٢١",
            "2026-11-2²")) {
      assertThatThrownBy(() -> codec.parse(wrong)).as(wrong).isInstanceOf(Unreadable.class);
    }
    Codec second = codec(AllTypes.class, "second");
    assertThat(read(second, "2026-11-21T15:04:59"))
        .isEqualTo(LocalDateTime.of(2026, 11, 21, 15, 4, 59));
    LocalDateTime exact = LocalDateTime.of(2026, 11, 21, 15, 4, 59, 120_000_000);
    assertThat(second.text(exact)).isEqualTo("2026-11-21T150459.12");
    assertThat(read(second, second.text(exact))).isEqualTo(exact);
    assertThatThrownBy(() -> second.parse("2026-11-21T256000")).hasMessage("there is no hour 25");
  }

  @Test
  void timesAreThoseOfNoZoneSoThatEachExistsOnce() {
    Codec second = codec(AllTypes.class, "second");
    for (String twiceOrNever : List.of("2026-03-29T02:30:00", "2026-10-25T02:30:00")) {
      assertThat(second.text(read(second, twiceOrNever))).isEqualTo(twiceOrNever.replace(":", ""));
    }
    for (String wrong :
        List.of(
            "0 0 30 2 *",
            "*/0",
            "60 * * * *",
            "2026-02-30T00:00:00",
            "2026-11-21T24:00:00",
            "2026-11-21T23:60:00",
            "2026-03-29T02:30:00+25:00",
            "2026-03-29T02:30:00[Europe/Atlantis]")) {
      assertThatThrownBy(() -> second.parse(wrong)).as(wrong).isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void extremeDatesAndYearsComeBack() {
    for (LocalDate date :
        List.of(
            LocalDate.MIN,
            LocalDate.MAX,
            LocalDate.of(0, 1, 1),
            LocalDate.of(-5, 1, 1),
            LocalDate.of(12345, 1, 1))) {
      Codec days = codec(AllTypes.class, "day");
      assertThat(read(days, days.text(date))).isEqualTo(date);
      Codec months = codec(AllTypes.class, "month");
      assertThat(read(months, months.text(YearMonth.from(date)))).isEqualTo(YearMonth.from(date));
      Codec years = codec(AllTypes.class, "year");
      assertThat(read(years, years.text(Year.from(date)))).isEqualTo(Year.from(date));
    }
  }

  @Test
  void numbersAreReadAsPythonDoes() {
    Codec codec = new WholeNumberCodec(false);
    assertThat(read(codec, " +1_000 ")).isEqualTo(1000);
    assertThatThrownBy(() -> codec.parse("2147483648"))
        .hasMessageContaining("-2147483648 to 2147483647");
    for (String wrong : List.of("", "-", "1.0", "_1", "1_", "1__0", "-_1", "٣", "0x1", "1e3")) {
      assertThatThrownBy(() -> codec.parse(wrong)).as(wrong).isInstanceOf(Unreadable.class);
    }
    for (String wrong : List.of("", "1d", "1f", "0x1p3", "1.2.3", "NaNa", "e")) {
      assertThatThrownBy(() -> new DoubleCodec().parse(wrong))
          .as(wrong)
          .isInstanceOf(Unreadable.class);
    }
    assertThat(read(new BooleanCodec(), "TRUE")).isEqualTo(true);
    assertThatThrownBy(() -> new BooleanCodec().parse("yes")).isInstanceOf(Unreadable.class);
  }

  @Test
  void enumsAreReadInAnyCaseWhereOneIsMeant() {
    Codec codec = codec(AllTypes.class, "colour");
    assertThat(codec.form()).isEqualTo("one of RED, GREEN");
    assertThat(read(codec, "green")).isEqualTo(Colour.GREEN);
    assertThatThrownBy(() -> codec.parse("blue")).isInstanceOf(Unreadable.class);
  }

  @Test
  void problemInsideAListOrRecordSaysWhere() {
    assertThatThrownBy(() -> codec(Lists.class, "nested").parse("[[1], [2, \"x\"]]"))
        .hasMessage("element 2: element 2: expected a whole number");
    assertThatThrownBy(() -> codec(Lists.class, "table").parse("{\"a\": {\"b\": []}}"))
        .hasMessage("'a': 'b': expected a number in quotes instead of a list");
    assertThatThrownBy(() -> codec(Others.class, "point").parse("{\"name\": \"x\"}"))
        .hasMessage("'x' is missing");
    assertThatThrownBy(() -> codec(Others.class, "point").parse("{\"x\": 1, \"y\": 2}"))
        .hasMessage("there is no 'y'");
    assertThatThrownBy(() -> codec(Others.class, "words").parse("[\"a\", \"a\"]"))
        .hasMessage("element 2: it is there twice");
  }

  private static Object read(Codec codec, String text) {
    try {
      return codec.parse(text);
    } catch (Unreadable e) {
      throw new AssertionError("Cannot read '" + text + "': " + e.why(), e);
    }
  }

  private static Codec codec(Class<?> record, String name) {
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.getName().equals(name)) {
        try {
          return new Codecs().of(component.getGenericType());
        } catch (Codecs.Unsupported e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("No component " + name);
  }
}
