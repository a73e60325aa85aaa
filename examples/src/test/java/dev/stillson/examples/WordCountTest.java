package dev.stillson.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordCountTest {
  @TempDir Path folder;

  @Test
  void wordsOfSeveralTextsAreCountedAndAddedUp() throws Exception {
    Workspace examples = Workspace.copyTo(folder);

    var outcome = examples.run("WordCount.java", "WordTotals", "--days", "2026-11-19-2026-11-22");

    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    assertThat(examples.read("out/words/2026-11-20.tsv"))
        .startsWith("blake\t1\nbright\t1\nburning\t1\n")
        .contains("tyger\t2\n");
    assertThat(examples.read("out/words/total-2026-11-19-2026-11-22.tsv"))
        .contains("\nthe\t12\n")
        .contains("\nwind\t4\n")
        .contains("\nwho\t2\n");
  }

  @Test
  void aMissingTextIsNamedAndTheOthersAreCounted() throws Exception {
    Workspace examples = Workspace.copyTo(folder);

    var outcome = examples.run("WordCount.java", "WordTotals", "--days", "2026-11-20-2026-11-23");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.text()).contains("Article(date=2026-11-22)");
    assertThat(examples.exists("out/words/2026-11-21.tsv")).isTrue();
    assertThat(examples.exists("out/words/total-2026-11-20-2026-11-23.tsv")).isFalse();
  }
}
