package dev.stillson.protocol.luigi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our answers are those of Luigi's scheduler, recorded by {@code src/test/luigi/record.py}. {@code
 * -Dstillson.transcripts=FOLDER} replays others beside.
 */
class TranscriptTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void answersAreThoseOfLuigisScheduler(int restart) throws IOException {
    for (String name : List.of("random-1", "random-2", "random-3")) {
      Transcript transcript = new Transcript(restart);
      try (InputStream in = TranscriptTest.class.getResourceAsStream(name + ".jsonl.gz")) {
        assertThat(in).as(name).isNotNull();
        assertThat(transcript.replay(in)).as(name).isEmpty();
      }
      assertThat(transcript.calls).containsKeys("task", "batch", "worker_list", "graph");
    }
  }

  @Test
  void answersAreThoseOfTranscriptsRecordedElsewhere() throws IOException {
    String folder = System.getProperty("stillson.transcripts", "");
    if (folder.isEmpty()) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      files = all.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
    }
    for (Path file : files) {
      for (int restart : new int[] {0, 5}) {
        try (InputStream in = Files.newInputStream(file)) {
          assertThat(new Transcript(restart).replay(in)).as(file + " " + restart).isEmpty();
        }
      }
    }
  }
}
