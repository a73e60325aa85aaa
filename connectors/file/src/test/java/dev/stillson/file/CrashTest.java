package dev.stillson.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Blob;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A writer is killed at random moments, again and again. */
@Timeout(120)
class CrashTest {
  private static final int KILLS = 15;

  @TempDir Path root;

  @Test
  void aKilledWriterLeavesNoTornTargetAndTheNextOneCleansUp() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("CrashTest seed " + seed);
    Random random = new Random(seed);
    int last = 0;
    int leftovers = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      last = writeAndKill(last, random);
      checkWhole(seed);
      leftovers += leftovers().size();
    }

    LocalBlobStore next = CrashingWriter.store(root);
    for (int i = 0; i < CrashingWriter.FILES; i++) {
      CrashingWriter.round(next, i);
    }
    assertThat(leftovers).as("seed %d: files left by all kills", seed).isPositive();
    assertThat(leftovers()).as("seed %d", seed).isEmpty();
    assertThat(checkWhole(seed)).isEqualTo(2 * CrashingWriter.FILES + CrashingWriter.DIRECTORIES);
  }

  private int writeAndKill(int first, Random random) throws IOException, InterruptedException {
    Path errors = root.resolve("errors");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                root.toString(),
                Integer.toString(first + 1))
            .redirectError(errors.toFile())
            .start();
    int last = first;
    try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
      int rounds = random.nextInt(1, 20);
      for (int i = 0; i < rounds; i++) {
        String line = lines.readLine();
        assertThat(line).as(() -> "the writer ended by itself: " + text(errors)).isNotNull();
        last = Integer.parseInt(line);
      }
      long moment = System.nanoTime() + random.nextInt(3_000_000);
      while (System.nanoTime() < moment) {
        Thread.onSpinWait();
      }
      // By the handle: the process object would close the stream that still holds lines.
      writer.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Integer.parseInt(line);
      }
    } finally {
      writer.destroyForcibly();
    }
    assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return last;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** How many targets exist; each is whole. */
  private int checkWhole(long seed) throws IOException {
    LocalBlobStore store = CrashingWriter.store(root);
    List<Blob> all = new ArrayList<>();
    for (int i = 0; i < CrashingWriter.FILES; i++) {
      all.add(Blob.at("files/%s", i));
      all.add(Blob.at("files/made-%s", i));
    }
    for (int i = 0; i < CrashingWriter.DIRECTORIES; i++) {
      all.add(Blob.at("directories/%s/", i));
    }
    int whole = 0;
    for (Blob blob : store.existing(all)) {
      if (blob.isDirectory()) {
        checkDirectory(store.local(blob, root), seed);
      } else {
        checkFile(store, blob, seed);
      }
      whole++;
    }
    return whole;
  }

  private static void checkFile(LocalBlobStore store, Blob blob, long seed) throws IOException {
    byte[] bytes;
    try (InputStream in = store.open(blob)) {
      bytes = in.readAllBytes();
    }
    assertThat(bytes).as("seed %d: %s", seed, blob).hasSize(CrashingWriter.SIZE);
    assertThat(bytes).as("seed %d: %s", seed, blob).containsOnly(bytes[0]);
  }

  private static void checkDirectory(Path directory, long seed) throws IOException {
    String round = Files.readString(directory.resolve("part-0"));
    for (int part = 0; part < CrashingWriter.PARTS; part++) {
      assertThat(directory.resolve("part-" + part)).as("seed %d", seed).hasContent(round);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).as("seed %d", seed).hasSize(CrashingWriter.PARTS + 1);
    }
  }

  private List<Path> leftovers() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("files", "directories")) {
      if (Files.exists(root.resolve(folder))) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
          found.addAll(
              files
                  .filter(file -> file.getFileName().toString().startsWith(Names.TEMPORARY))
                  .toList());
        }
      }
    }
    return found;
  }
}
