package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunTest {
  private static final String DAILY =
      """
      record Daily(LocalDate date, boolean loud, @Param(defaultValue = "a") String word)
          implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/%s-%s-%s.txt", date, loud, word); }
        public void run(TaskContext ctx) throws IOException {
          org.slf4j.LoggerFactory.getLogger("my.logger").info("working on {}", date);
          System.getLogger("platform").log(System.Logger.Level.INFO, "platform line");
          java.util.logging.Logger.getLogger("jul").info("jul line");
          ctx.writeLines(output(), Stream.of("x"));
        }
      }
      record Week(LocalDate start) implements WrapperTask {
        public Requires.All<Daily> requires() {
          return Requires.all(start.datesUntil(start.plusDays(7)).map(d -> new Daily(d, false, "a")));
        }
      }
      """;

  @TempDir Path folder;
  private Shell shell;
  private String daily;

  @BeforeEach
  void open() {
    shell = new Shell(folder);
    daily = shell.pipeline("Daily.java", DAILY);
  }

  private List<String> outputs() throws IOException {
    if (!Files.exists(folder.resolve("out"))) {
      return List.of();
    }
    try (var files = Files.list(folder.resolve("out"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aTaskRunsOnceAndTheSecondTimeThereIsNothingToDo() throws IOException {
    Shell.Said first = shell.run("run", daily, "Daily", "--date", "2026-11-21");
    Shell.Said second = shell.run("run", daily, "Daily", "--date", "2026-11-21");

    assertThat(first.code()).isZero();
    assertThat(first.err()).startsWith("planned 1 to run\ndone    Daily(date=2026-11-21, ");
    assertThat(second.code()).isZero();
    assertThat(second.err()).isEqualTo("planned 0 to run, 1 already done\n");
    assertThat(outputs()).containsExactly("2026-11-21-false-a.txt");
  }

  @Test
  void parametersAreGivenInEveryForm() throws IOException {
    shell.run("run", daily, "Daily", "2026-11-01", "true", "b");
    shell.run("run", daily, "Daily", "--date=2026-11-02", "--loud", "--word", "c");
    shell.run("run", daily, "Daily", "--loud", "false", "--word=-x", "2026-11-03");
    shell.run("run", daily, "Daily", "--no-loud", "--", "2026-11-04", "--y");

    assertThat(outputs())
        .containsExactly(
            "2026-11-01-true-b.txt",
            "2026-11-02-true-c.txt",
            "2026-11-03-false--x.txt",
            "2026-11-04-false---y.txt");
  }

  @Test
  void configurationGivesDefaultsAndTheCommandLineWins() throws IOException {
    shell.file("stillson.toml", "[task.Daily]\nword = \"file\"\nloud = true\n");

    shell.run("run", daily, "Daily", "2026-11-01");
    shell.run("run", daily, "Daily", "2026-11-02", "--word", "given");
    shell.run("run", "--config", "task.Daily.word=option", daily, "Daily", "2026-11-03");
    shell.with("STILLSON_TASK_DAILY_WORD", "env").run("run", daily, "Daily", "2026-11-04");

    assertThat(outputs())
        .containsExactly(
            "2026-11-01-true-file.txt",
            "2026-11-02-true-given.txt",
            "2026-11-03-true-option.txt",
            "2026-11-04-true-env.txt");
  }

  @Test
  void settingsThatNobodyKnowsAreReported() {
    shell.file(
        "stillson.toml", "[run]\nworker = 1\n[task.Dialy]\nword = \"x\"\n[task.Daily]\nwrod = 1\n");

    assertThat(shell.run("run", daily, "Daily", "2026-11-01").err())
        .endsWith(
            """
            warning: The configuration sets task.Daily.wrod, but Daily has no such parameter
              set in: DIR/stillson.toml:6
            hint: did you mean word?
            warning: The configuration sets task.Dialy.word, but there is no such task
              set in: DIR/stillson.toml:4
            hint: did you mean Daily?
            warning: The configuration sets run.worker, which nobody knows
              set in: DIR/stillson.toml:2
            hint: did you mean workers?
            """);
  }

  @Test
  void whatATaskLogsIsInItsOwnFileAndOnTheConsoleOnlyWhenAsked() throws IOException {
    Shell.Said silent = shell.run("run", daily, "Daily", "2026-11-21");
    Shell.Said verbose = shell.run("run", "--verbose", daily, "Daily", "2026-11-22");

    assertThat(silent.err()).doesNotContain("working");
    assertThat(verbose.err())
        .containsPattern("INFO  Daily_\\S+: working on 2026-11-22\n")
        .containsPattern("INFO  Daily_\\S+: platform line\n");
    assertThat(logs())
        .hasSize(2)
        .allSatisfy(log ->
            assertThat(Files.readString(log))
                .containsPattern("Z INFO  my.logger: working on 2026-11-2[12]\n")
                .contains("platform: platform line"));
  }

  private List<Path> logs() throws IOException {
    try (var files = Files.walk(folder.resolve("state"))) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }

  @Test
  void onlyTheNewestRunsKeepTheirFolders() throws IOException {
    shell.file("stillson.toml", "[run]\nkeep = 2\n");
    for (int day = 1; day <= 4; day++) {
      shell.run("run", daily, "Daily", "2026-11-0" + day);
    }

    assertThat(logs()).hasSize(2);
  }

  @Test
  void aChangedFileIsCompiledAgainAndAnUnchangedOneIsNot() throws IOException {
    shell.run("tasks", daily);
    Path entry;
    try (var entries = Files.list(folder.resolve("cache/stillson"))) {
      entry = entries.findFirst().orElseThrow();
    }
    Files.writeString(entry.resolve("tasks"), "Kept\tDaily\n");
    assertThat(shell.run("tasks", daily).out()).startsWith("Daily");
    assertThat(shell.run("run", daily, "Nothing").err()).contains("tasks: Kept");

    shell.pipeline("Daily.java", DAILY + "// changed\n");
    assertThat(shell.run("run", daily, "Nothing").err()).contains("tasks: Daily, Week");
  }

  @Test
  void aFolderOfSourcesAndAFolderOfClassesArePipelines() throws IOException {
    shell.pipeline(
        "src/a/One.java",
        "@Family(help = \"\") record One() implements ExternalTask<Blob> { public Blob output() { return new Two().output(); } }\n");
    shell.pipeline(
        "src/b/Two.java",
        "@Family(owners = \"ann\", help = \"Copies.\\nTwice.\", value = \"x.Two\") record Two() implements ExternalTask<Blob> { public Blob output() { return Blob.at(\"DIR/Daily.java\"); } }\n");
    String source = folder.resolve("src").toString();
    assertThat(shell.run("tasks", source).out())
        .isEqualTo("One  (external)\nx.Two  (external)\n  Copies.\n  Twice.\n");
    assertThat(shell.run("run", source, "Two").code()).isZero();

    Path classes;
    try (var files = Files.walk(folder.resolve("cache"))) {
      classes = files.filter(file -> file.endsWith("classes")).findFirst().orElseThrow();
    }
    assertThat(shell.run("run", classes.toString(), "One").code()).isZero();
  }

  @Test
  void aProgramWithItsOwnMainNeedsNoPlace() {
    shell.as(RunTest.class);

    assertThat(shell.run("tasks").out()).contains("OwnTask  (external)\n");
    assertThat(shell.run("run", "OwnTask").code()).isEqualTo(4);
  }

  /** Found beside the main class that the test pretends to be. */
  record OwnTask() implements dev.stillson.ExternalTask<dev.stillson.Blob> {
    @Override
    public dev.stillson.Blob output() {
      return dev.stillson.Blob.at("/nowhere/at/all");
    }
  }

  @Test
  void jsonIsOneObjectPerLineAndTheLastIsTheResult() {
    Shell.Said said = shell.run("run", "--json", daily, "Week", "2026-11-02");

    List<String> lines = said.out().lines().toList();
    assertThat(lines).allMatch(line -> line.startsWith("{\"event\":\"") && line.endsWith("}"));
    assertThat(lines.getLast())
        .contains("\"event\":\"result\"", "\"status\":\"success\"", "\"exitCode\":0", "\"done\":");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void rangeRunsWhatIsMissingUpToItsLimit() throws IOException {
    shell.run("run", daily, "Daily", "2026-11-02");

    Shell.Said dry =
        shell.run(
            "range", "--dry-run", daily, "Daily", "--start", "2026-11-01", "--stop", "2026-11-05");
    assertThat(dry.err()).isEqualTo("3 of 4 tasks in the range are missing\n");
    assertThat(dry.out().lines()).hasSize(3).first().asString().startsWith("Daily(date=2026-11-01");

    Shell.Said said =
        shell.run(
            "range",
            daily,
            "Daily",
            "--start=2026-11-01",
            "--stop=2026-11-05",
            "--limit",
            "2",
            "--reverse");
    assertThat(said.code()).isZero();
    assertThat(outputs())
        .containsExactly(
            "2026-11-02-false-a.txt", "2026-11-03-false-a.txt", "2026-11-04-false-a.txt");
  }

  @Test
  void aRangeLooksNoFurtherBackThanItIsToldAndTellsListenersWhatItFound() {
    Shell.Said said =
        shell.run(
            "range",
            "--json",
            daily,
            "Daily",
            "--start=2000-01-01",
            "--look-back=3",
            "--look-ahead",
            "1");
    assertThat(said.out().lines().findFirst())
        .hasValueSatisfying(line ->
            assertThat(line)
                .contains("\"event\":\"range\"", "\"complete\":0", "\"total\":4", "\"delay\":4"));
    assertThat(said.code()).isZero();
  }

  @Test
  void planDepsAndWhySayWhatWouldHappenAndRunNothing() throws IOException {
    shell.run("run", daily, "Daily", "2026-11-02");

    assertThat(shell.run("plan", daily, "Week", "2026-11-02").out())
        .contains("run      Daily(date=2026-11-03")
        .doesNotContain("Daily(date=2026-11-02")
        .endsWith("8 tasks: 7 to run, 1 done\n");
    assertThat(shell.run("deps", daily, "Week", "2026-11-02").out())
        .startsWith("Week(start=2026-11-02)\n├─ Daily(date=2026-11-02")
        .contains("done", "to run");
    assertThat(shell.run("deps", "--format", "dot", daily, "Week", "2026-11-02").out())
        .startsWith("digraph");
    assertThat(shell.run("why", daily, "Daily", "2026-11-02").out())
        .contains("would not run: ", " exists");
    assertThat(shell.run("why", daily, "Daily", "2026-11-09").out())
        .contains("would run: ", " does not exist", "It requires nothing.");
    assertThat(outputs()).hasSize(1);
  }

  @Test
  void configPrintsEverySettingWithItsOriginAndNoSecret() {
    shell.file("stillson.toml", "[jdbc.a]\npassword = \"geheim\"\n[run]\nworkers = 2\n");
    shell.with("STILLSON_RUN_WORKERS", "3");

    Shell.Said said = shell.run("config", daily);

    assertThat(said.out())
        .isEqualTo(
            """
            jdbc.a.password = ******  DIR/stillson.toml:2
            run.workers = 3           environment variable STILLSON_RUN_WORKERS
            """);
    assertThat(said.err()).isEqualTo("read DIR/stillson.toml\n");
  }

  @Test
  void helpIsMadeFromTheTaskItself() {
    assertThat(shell.run("run", daily, "Daily", "--help").out())
        .startsWith("stillson run DIR/Daily.java Daily --date DATE [--loud] [--word WORD]\n")
        .contains("--date  a date such as 2026-11-21")
        .contains("--loud  true or false; default false")
        .contains("--workers N");
    for (Command command : Command.values()) {
      assertThat(shell.run("help", command.word()).out()).startsWith("stillson " + command.word());
      assertThat(shell.run(command.word(), "--help").out())
          .startsWith("stillson " + command.word());
    }
    assertThat(shell.run("help").out()).contains("WHERE is a .java file");
  }

  @Test
  void aNewProjectRunsAsItIs() {
    Path project = folder.resolve("my project");

    assertThat(shell.run("new", project.toString()).code()).isZero();
    assertThat(shell.run("tasks", project.resolve("src/main/java").toString()).out())
        .contains("Articles  (external)", "WordCount\n");
    assertThat(project.resolve("pom.xml"))
        .content()
        .contains("<artifactId>my-project</artifactId>");
    assertThat(shell.run("new", project.toString()).err()).contains("exists and is not empty");
  }

  @Test
  void completionKnowsEveryCommandAndOption() {
    for (String name : List.of("bash", "zsh", "fish")) {
      String script = shell.run("completion", name).out();
      for (Command command : Command.values()) {
        assertThat(script).contains(command.word());
      }
    }
    assertThat(shell.run("completion", "csh").err())
        .isEqualTo("There is no completion for 'csh'\n  expected: bash, zsh or fish\n");
  }
}
