package dev.stillson.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Blob;
import dev.stillson.ExternalTask;
import dev.stillson.Marker;
import dev.stillson.Requires;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.worker.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TaskTesterTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  record Articles(LocalDate date) implements ExternalTask<Blob> {
    @Override
    public Blob output() {
      return Blob.at("articles/%s.txt", date);
    }
  }

  record WordCount(LocalDate date) implements Task<Blob> {
    @Override
    public Articles requires() {
      return new Articles(date);
    }

    @Override
    public Blob output() {
      return Blob.at("s3://bucket/word-count/%s.tsv", date);
    }

    @Override
    public void run(TaskContext ctx) throws IOException {
      TreeMap<String, Long> counts = new TreeMap<>();
      try (Stream<String> lines = ctx.readLines(requires())) {
        lines
            .flatMap(line -> Stream.of(line.split(" ")))
            .forEach(word -> counts.merge(word, 1L, Long::sum));
      }
      ctx.writeLines(
          output(), counts.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue()));
    }
  }

  @Test
  void aTaskRunsInMemoryOnWhatTheTestGivesIt() {
    assertThat(TaskTester.of(new WordCount(DAY)).with(new Articles(DAY), "a b a").run().lines())
        .containsExactly("a\t2", "b\t1");
  }

  @Test
  void anInputThatTheTestDoesNotGiveIsNamed() {
    Failure failure = TaskTester.of(new WordCount(DAY)).fail();
    assertThat(failure.message()).contains("articles/2026-11-21.txt");
    assertThat(failure.place().orElseThrow())
        .startsWith("TaskTesterTest.WordCount.run(TaskTesterTest.java:");
  }

  @Test
  void aFailureThatIsNotExpectedIsShownWithItsCause() {
    assertThatThrownBy(() -> TaskTester.of(new WordCount(DAY)).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("was expected to succeed")
        .hasMessageContaining("NoSuchFileException");
  }

  record Torn() implements Task<Blob> {
    @Override
    public Blob output() {
      return Blob.at("torn.txt");
    }

    @Override
    public void run(TaskContext ctx) throws IOException {
      ctx.write(
          output(),
          out -> {
            out.write('x');
            throw new IllegalStateException("half way");
          });
    }
  }

  @Test
  void whatABodyThatThrowsWroteIsDiscarded() {
    assertThat(TaskTester.of(new Torn()).fail().message())
        .isEqualTo("IllegalStateException: half way");
  }

  record Folder() implements Task<Blob> {
    @Override
    public Requires requires() {
      return new WordCount(DAY);
    }

    @Override
    public Blob output() {
      return Blob.at("out/");
    }

    @Override
    public void run(TaskContext ctx) throws IOException {
      Path input = ctx.readFile(new WordCount(DAY));
      Path scratch = ctx.scratch();
      Files.copy(input, scratch.resolve("copy"));
      ctx.writeFile(output(), folder -> Files.copy(scratch.resolve("copy"), folder.resolve("a")));
    }
  }

  @Test
  void aTaskMayReadFilesAndFillADirectory() {
    TaskTester tester = TaskTester.of(new Folder()).with(new WordCount(DAY), "a\t1\n");
    assertThat(tester.run().text(Blob.at("out/a"))).isEqualTo("a\t1\n");
  }

  record Mail(String to) implements Task<Marker> {
    @Override
    public Marker output() {
      return Marker.at("mail to %s", to);
    }

    @Override
    public void run(TaskContext ctx) throws IOException {
      ctx.log().log(System.Logger.Level.INFO, "mail to {0}", to);
      ctx.mark(output());
    }
  }

  @Test
  void aDeedIsMarked() {
    assertThat(TaskTester.of(new Mail("ada")).run().isMarked(Marker.at("mail to ada"))).isTrue();
  }

  record Unknown() implements Task<Blob> {
    @Override
    public Blob output() {
      return Blob.at("gopher://x/y");
    }

    @Override
    public void run(TaskContext ctx) {}
  }

  @Test
  void aPlaceThatNoConnectorStoresIsExplained() {
    assertThat(TaskTester.of(new Unknown()).fail().message())
        .startsWith("No connector on the class path stores the place gopher://x/y")
        .contains("known: ")
        .contains("s3:")
        .contains("hint: ");
  }
}
