package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Node;
import dev.stillson.Requires;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SummaryTest {

  record Load(LocalDate day) implements Task<Spot> {
    @Override
    public Spot output() {
      return new Spot("load " + day);
    }

    @Override
    public void run(TaskContext ctx) throws Exception {
      if (day.getDayOfMonth() == 23) {
        throw new IllegalStateException("no such table\nsecond line\u001b[31m");
      }
      ctx.client(Spots.Pen.class).put(output());
    }
  }

  record Report(LocalDate day) implements Task<Spot> {
    @Override
    public Requires requires() {
      return new Load(day);
    }

    @Override
    public Spot output() {
      return new Spot("report " + day);
    }

    @Override
    public void run(TaskContext ctx) throws Exception {
      ctx.client(Spots.Pen.class).put(output());
    }
  }

  @Test
  void aSummaryNamesWhatFailedWhyAndWhatWasHeldUpByIt() {
    List<Node> nodes = new ArrayList<>();
    for (int day = 21; day <= 26; day++) {
      nodes.add(new Report(LocalDate.of(2019, 4, day)));
    }
    try (Engine engine = new Lab().exists("load 2019-04-21").engine()) {
      RunResult result = engine.run(nodes);
      assertThat(
              result
                  .summary()
                  .replaceAll("after [^:]*:", "after TIME:")
                  .replaceAll("SummaryTest.java:\\d+", "SummaryTest.java:N")
                  .replaceAll("log: .*/logs/", "log:   LOGS/"))
          .isEqualTo(
              """
              Failed after TIME: 1 failed, 1 not run, 9 done, 1 done before
              done now (9)
                Report(day=2019-04-21…22, 2019-04-24…26)
                Load(day=2019-04-22, 2019-04-24…26)
              done before (1)
                Load(day=2019-04-21)
              failed (1)
                Load(day=2019-04-23)
                  cause: IllegalStateException: no such table
                         second line\\u{1b}[31m
                  place: SummaryTest.Load.run(SummaryTest.java:N)
                  log:   LOGS/Load_2019_04_23_%s.1.log
              not run (1)
                since Load(day=2019-04-23) failed:
                  Report(day=2019-04-23)\
              """
                  .formatted(hash(result)));
    }
  }

  private static String hash(RunResult result) {
    String id = result.task(new Load(LocalDate.of(2019, 4, 23))).orElseThrow().task().id();
    return id.substring(id.lastIndexOf('_') + 1);
  }

  @Test
  void valuesThatFollowEachOtherAreShownAsRanges() {
    assertThat(Succession.of(List.of("2019-04-21", "2019-04-22", "2019-04-23")))
        .isEqualTo("2019-04-21…23");
    assertThat(Succession.of(List.of("2019-12-31", "2020-01-01", "2020-01-02")))
        .isEqualTo("2019-12-31…2020-01-02");
    assertThat(Succession.of(List.of("3", "1", "2", "7"))).isEqualTo("1…3, 7");
    assertThat(Succession.of(List.of("2026-11-21T22", "2026-11-21T23", "2026-11-22T00")))
        .isEqualTo("2026-11-21T22…22T00");
    assertThat(Succession.of(List.of("2026-10", "2026-11", "2026-12"))).isEqualTo("2026-10…12");
    assertThat(Succession.of(List.of("b", "a"))).isEqualTo("b, a");
    assertThat(Succession.of(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c and 2 more");
  }

  record Wide(int width) implements Task<Spot> {
    @Override
    public Requires requires() {
      List<Node> cells = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        cells.add(new Cell(i));
      }
      return Requires.all(cells);
    }

    @Override
    public Spot output() {
      return new Spot("wide");
    }

    @Override
    public void run(TaskContext ctx) throws Exception {
      ctx.client(Spots.Pen.class).put(output());
    }
  }

  record Cell(int index) implements Task<Spot> {
    @Override
    public Spot output() {
      return new Spot("cell" + index);
    }

    @Override
    public void run(TaskContext ctx) throws Exception {
      ctx.client(Spots.Pen.class).put(output());
    }
  }

  @Test
  void aRunOfAHundredThousandTasksHasAShortSummary() {
    try (Engine engine = new Lab().engine()) {
      RunResult result = engine.run(List.of(new Wide(100_000)));
      assertThat(result.counts().done()).isEqualTo(100_001);
      assertThat(result.summary().lines()).hasSizeLessThan(6);
    }
  }
}
