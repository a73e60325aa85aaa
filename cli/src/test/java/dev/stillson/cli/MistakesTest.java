package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every typical mistake gives one clear message and its exit code, and never a stack trace. */
@Timeout(60)
class MistakesTest {
  private static final String DAILY =
      """
      enum Colour { RED, GREEN }
      record Daily(LocalDate date, int count, @Param(defaultValue = "RED") Colour colour)
          implements Task<Blob> {
        Daily {
          if (count < 0) {
            throw new IllegalArgumentException("count must not be negative");
          }
        }
        public Blob output() { return Blob.at("DIR/out/%s.txt", date); }
        public void run(TaskContext ctx) throws IOException {
          ctx.writeLines(output(), Stream.of("x"));
        }
      }
      """;

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(folder);
  }

  private void expect(Shell.Said said, int code, String message) {
    assertThat(said.all()).doesNotContain("\tat ");
    assertThat(said.err()).isEqualTo(message);
    assertThat(said.code()).isEqualTo(code);
  }

  @Test
  void wrongMissingAndUnknownParametersAreTold() {
    String daily = shell.pipeline("Daily.java", DAILY);

    expect(
        shell.run("run", daily, "Daily", "--date", "2026-13-01", "--cuont=4", "--colour", "BLUE"),
        2,
        """
        Daily has 4 wrong parameters.
          --cuont              is unknown; did you mean --count?
          --date '2026-13-01'  is not a date such as 2026-11-21: there is no month 13
          --count              is missing: a whole number such as 42
          --colour 'BLUE'      is not one of RED, GREEN such as RED
        hint: add --help to see the parameters of Daily
        """);
  }

  @Test
  void aValueThatTheRecordRefusesIsToldInItsOwnWords() {
    String daily = shell.pipeline("Daily.java", DAILY);

    Shell.Said said = shell.run("run", daily, "Daily", "2026-11-21", "-4");

    assertThat(said.err()).contains("count must not be negative").doesNotContain("\tat ");
    assertThat(said.code()).isEqualTo(2);
  }

  @Test
  void flagsWithoutValueTwiceAndValuesTooManyAreTold() {
    String daily = shell.pipeline("Daily.java", DAILY);

    expect(
        shell.run(
            "run",
            daily,
            "Daily",
            "--count",
            "--date=2026-11-21",
            "--date",
            "2026-11-22",
            "GREEN",
            "more"),
        2,
        """
        Daily has 3 wrong parameters.
          --count  has no value: a whole number such as 42
          --date   is given twice
          'more'   is one value too many
        hint: add --help to see the parameters of Daily
        """);
  }

  @Test
  void anUnknownTaskIsToldWithTheNearest() {
    String daily = shell.pipeline("Daily.java", DAILY);

    expect(
        shell.run("run", daily, "Dialy"),
        2,
        """
        There is no task 'Dialy' in DIR/Daily.java
          tasks: Daily
        hint: did you mean Daily?
        """);
    expect(
        shell.run("run", daily),
        2,
        """
        stillson run needs the name of a task
          tasks: Daily
        """);
  }

  @Test
  void anUnknownCommandOptionOrPlaceIsToldWithTheNearest() {
    shell.pipeline("Daily.java", DAILY);

    expect(
        shell.run("rnu"),
        2,
        """
        There is no command 'rnu'
        hint: did you mean stillson run?
        """);
    expect(
        shell.run("run", "--wokers", "3", "x", "y"),
        2,
        """
        stillson run has no option '--wokers'
        hint: did you mean --workers?
        """);
    expect(
        shell.run("run", folder.resolve("Dayly.java").toString(), "Daily"),
        2,
        """
        There is no file or folder 'DIR/Dayly.java'
        hint: did you mean DIR/Daily.java?
        """);
    expect(
        shell.run("run"),
        2,
        """
        stillson run needs the place of a pipeline
        hint: the form is stillson run WHERE TASK [--PARAMETER VALUE]…
        """);
    expect(
        shell.run(
            "run",
            "--workers",
            "many",
            shell.pipeline("Daily.java", DAILY),
            "Daily",
            "2026-11-21",
            "1"),
        2,
        """
        The option --workers takes a whole number
          given:    many
          expected: at least 1, such as 4
        """);
  }

  @Test
  void aSourceThatDoesNotCompileIsShownAsTheCompilerShowsIt() {
    String broken =
        shell.pipeline("Broken.java", "record Broken(int a) { int b() { return c; } }\n");

    expect(
        shell.run("run", broken, "Broken"),
        2,
        """
        DIR/Broken.java:8: error: cannot find symbol
        record Broken(int a) { int b() { return c; } }
                                                ^
          symbol:   variable c
          location: class Broken
        1 error
        The pipeline DIR/Broken.java does not compile
        """);
  }

  @Test
  void aClassThatIsNoRecordIsTold() {
    String plain =
        shell.pipeline(
            "Plain.java",
            "class Plain implements ExternalTask<Blob> {"
                + " public Blob output() { return Blob.at(\"x\"); } }\n");

    Shell.Said said = shell.run("run", plain, "Plain");

    assertThat(said.err()).startsWith("Plain cannot be a task").contains("record");
    assertThat(said.all()).doesNotContain("\tat ");
    assertThat(said.code()).isEqualTo(2);
  }

  @Test
  void aCycleIsToldAsAPath() {
    String cycle =
        shell.pipeline(
            "Cycle.java",
            """
            record A() implements WrapperTask { public B requires() { return new B(); } }
            record B() implements WrapperTask { public A requires() { return new A(); } }
            """);

    Shell.Said said = shell.run("run", cycle, "A");

    assertThat(said.all())
        .containsPattern("A\\(\\)\\s+→ B\\(\\)\\s+→ A\\(\\)")
        .doesNotContain("\tat ");
    assertThat(said.code()).isEqualTo(5);
  }

  @Test
  void twoClassesOfOneFamilyAreTold() {
    String twins =
        shell.pipeline(
            "Twins.java",
            """
            class One {
              record Load(int a) implements ExternalTask<Blob> {
                public Blob output() { return Blob.at("DIR/one"); }
              }
            }
            class Two {
              record Load(int a) implements ExternalTask<Blob> {
                public Blob output() { return Blob.at("DIR/two"); }
              }
            }
            record Both() implements WrapperTask {
              public Requires requires() { return Requires.all(new One.Load(1), new Two.Load(1)); }
            }
            """);

    expect(
        shell.run("run", twins, "Load", "1"),
        2,
        """
        The name 'Load' means several tasks of DIR/Twins.java
          Load: class One$Load
          Load: class Two$Load
        hint: a family belongs to one class; give one of them another with @Family("…")
        """);
    Shell.Said said = shell.run("run", twins, "Both");
    assertThat(said.all()).contains("One$Load").contains("Two$Load").doesNotContain("\tat ");
    assertThat(said.code()).isEqualTo(5);
  }

  @Test
  void anInputThatIsNotDeclaredIsTold() {
    String sneaky =
        shell.pipeline(
            "Sneaky.java",
            """
            record Source() implements ExternalTask<Blob> {
              public Blob output() { return Blob.at("DIR/source.txt"); }
            }
            record Sneaky() implements Task<Blob> {
              public Blob output() { return Blob.at("DIR/sneaky.txt"); }
              public void run(TaskContext ctx) throws IOException {
                try (var lines = ctx.readLines(new Source())) {
                  ctx.writeLines(output(), lines);
                }
              }
            }
            """);
    shell.file("source.txt", "x\n");

    Shell.Said said = shell.run("run", sneaky, "Sneaky");

    assertThat(said.all())
        .contains("reads an input that its requires() does not declare")
        .doesNotContain("\tat ");
    assertThat(said.code()).isEqualTo(3);
  }

  @Test
  void anOutputThatIsMissingAfterTheRunIsTold() {
    String idle =
        shell.pipeline(
            "Idle.java",
            """
            record Idle() implements Task<Blob> {
              public Blob output() { return Blob.at("DIR/idle.txt"); }
              public void run(TaskContext ctx) {}
            }
            """);

    Shell.Said said = shell.run("run", idle, "Idle");

    assertThat(said.all())
        .contains("output is missing")
        .contains("idle.txt")
        .doesNotContain("\tat ");
    assertThat(said.code()).isEqualTo(3);
  }

  @Test
  void aMissingExternalTargetIsTold() {
    String missing =
        shell.pipeline(
            "Missing.java",
            """
            record Source() implements ExternalTask<Blob> {
              public Blob output() { return Blob.at("DIR/source.txt"); }
            }
            """);

    Shell.Said said = shell.run("run", missing, "Source");

    assertThat(said.all()).contains("Source()").contains("missing").doesNotContain("\tat ");
    assertThat(said.code()).isEqualTo(4);
  }

  @Test
  void aFolderThatCannotBeWrittenIsTold() {
    String daily = shell.pipeline("Daily.java", DAILY);
    String file = shell.file("occupied", "");

    expect(
        shell.run("run", "--folder", file, daily, "Daily", "2026-11-21", "1"),
        2,
        """
        The folder for logs and temporary files cannot be written
          folder: DIR/occupied
          cause:  DIR/occupied is not a folder
        hint: choose another with --folder or folder in [run]
        """);
  }

  @Test
  void aBrokenConfigurationIsToldWithLineAndColumn() {
    String daily = shell.pipeline("Daily.java", DAILY);
    shell.file("stillson.toml", "[run]\nworkers = \n");

    expect(
        shell.run("run", daily, "Daily", "2026-11-21", "1"),
        2,
        """
        The configuration is not valid TOML
          DIR/stillson.toml:2:11: Unexpected end of line, expected a value
        hint: texts stand in quotes, sections in brackets: [run], folder = "x"
        """);
  }

  @Test
  void aWrongSettingNamesItsPlace() {
    String daily = shell.pipeline("Daily.java", DAILY);
    shell.file("stillson.toml", "[run]\nworkers = \"many\"\n[task.Daily]\ncount = \"x\"\n");

    expect(
        shell.run("run", daily, "Daily", "--date", "2026-11-21"),
        2,
        """
        Daily has a wrong parameter.
          --count 'x' (DIR/stillson.toml:4)  is not a whole number such as 42
        hint: the parameters of Daily are --date, --count, --colour
        """);
    expect(
        shell.run("run", daily, "Daily", "2026-11-21", "1"),
        2,
        """
        run.workers is not a whole number
          given:    many
          set in:   DIR/stillson.toml:2
          expected: a whole number, such as 4
        """);
  }

  @Test
  void aTasksOwnExceptionIsOneLineAndItsStackIsInTheLog() throws java.io.IOException {
    String failing =
        shell.pipeline(
            "Failing.java",
            """
            record Failing() implements Task<Blob> {
              public Blob output() { return Blob.at("DIR/failing.txt"); }
              public void run(TaskContext ctx) {
                throw new IllegalStateException("the \\u001b[31mmoon\\nis full");
              }
            }
            """);

    Shell.Said said = shell.run("run", failing, "Failing");

    assertThat(said.all())
        .contains("moon")
        .contains("Failing.java:11")
        .doesNotContain("\u001b")
        .doesNotContain("\tat ");
    assertThat(said.code()).isEqualTo(3);
    try (var files = java.nio.file.Files.walk(folder.resolve("state"))) {
      Path log = files.filter(file -> file.toString().endsWith(".1.log")).findFirst().orElseThrow();
      assertThat(java.nio.file.Files.readString(log))
          .contains("IllegalStateException")
          .contains("\tat Failing.run(Failing.java:11)")
          .contains("\\u{1b}")
          .doesNotContain("\u001b");
    }
  }
}
