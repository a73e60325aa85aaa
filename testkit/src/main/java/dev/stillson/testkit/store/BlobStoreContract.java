package dev.stillson.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Blob;
import dev.stillson.store.BlobStore;
import dev.stillson.store.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link BlobStore} promises. A subclass gives each test an empty store. */
@Timeout(60)
public abstract class BlobStoreContract {

  /** For subclasses. */
  protected BlobStoreContract() {}

  /** Where tests copy blobs to. */
  @TempDir protected Path scratch;

  /** The store: the same one for all calls of a test, empty at its beginning. */
  protected abstract BlobStore store() throws IOException;

  /** The blob of the store at the relative path {@code path}, already escaped. */
  protected Blob blob(String path) {
    return new Blob(URI.create(path));
  }

  /** Publishes {@code text} at {@code blob}. */
  protected final void put(Blob blob, String text) throws IOException {
    put(blob, text.getBytes(StandardCharsets.UTF_8));
  }

  private void put(Blob blob, byte[] bytes) throws IOException {
    try (Draft draft = store().draft(blob)) {
      try (OutputStream out = draft.stream()) {
        out.write(bytes);
      }
      draft.publish();
    }
  }

  /** The text at {@code blob}. */
  protected final String get(Blob blob) throws IOException {
    return new String(bytes(blob), StandardCharsets.UTF_8);
  }

  private byte[] bytes(Blob blob) throws IOException {
    try (InputStream in = store().open(blob)) {
      return in.readAllBytes();
    }
  }

  private boolean exists(Blob blob) throws IOException {
    return store().existing(List.of(blob)).contains(blob);
  }

  /** Publishes the directory {@code blob} with one file for each of {@code names}. */
  protected final void fill(Blob blob, String... names) throws IOException {
    try (Draft draft = store().draft(blob)) {
      Path path = draft.path();
      for (String name : names) {
        Files.writeString(path.resolve(name), "in " + name);
      }
      draft.publish();
    }
  }

  /** The names in the directory {@code blob}, without those that begin with {@code _}. */
  protected final List<String> names(Blob blob) throws IOException {
    Path copy = Files.createTempDirectory(scratch, "copy");
    try (var files = Files.list(store().local(blob, copy))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("_"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatIsPublishedExistsAndIsReadAsItWasWritten() throws IOException {
    put(blob("a/b/c.txt"), "grüße\n");

    assertThat(exists(blob("a/b/c.txt"))).isTrue();
    assertThat(get(blob("a/b/c.txt"))).isEqualTo("grüße\n");
  }

  @Test
  void anEmptyBlobExists() throws IOException {
    put(blob("empty"), "");

    assertThat(exists(blob("empty"))).isTrue();
    assertThat(get(blob("empty"))).isEmpty();
  }

  @Test
  void manyBytesInPiecesOfAllSizesArriveWhole() throws IOException {
    Random random = new Random(4711);
    byte[] bytes = new byte[3_000_000];
    random.nextBytes(bytes);
    try (Draft draft = store().draft(blob("large"))) {
      try (OutputStream out = draft.stream()) {
        for (int from = 0; from < bytes.length; ) {
          int count = Math.min(bytes.length - from, random.nextInt(1 << random.nextInt(1, 20)));
          if (count == 0) {
            out.write(bytes[from++]);
          } else {
            out.write(bytes, from, count);
            from += count;
          }
        }
      }
      draft.publish();
    }

    assertThat(Arrays.equals(bytes(blob("large")), bytes)).isTrue();
  }

  @Test
  void aDraftIsInvisibleUntilItIsPublished() throws IOException {
    Blob blob = blob("a/draft.txt");
    try (Draft draft = store().draft(blob)) {
      try (OutputStream out = draft.stream()) {
        out.write('x');
        out.flush();
        assertThat(exists(blob)).isFalse();
      }
      assertThat(exists(blob)).isFalse();
      draft.publish();
      assertThat(exists(blob)).isTrue();
    }
    assertThat(get(blob)).isEqualTo("x");
  }

  @Test
  void aDraftThatIsClosedUnpublishedIsGone() throws IOException {
    Blob blob = blob("a/draft.txt");
    try (Draft draft = store().draft(blob);
        OutputStream out = draft.stream()) {
      out.write('x');
    }
    store().draft(blob).close();

    assertThat(exists(blob)).isFalse();
    assertThatThrownBy(() -> store().open(blob)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void publishingReplacesAndUntilThenTheOldBytesStay() throws IOException {
    Blob blob = blob("a.txt");
    put(blob, "old");
    try (Draft draft = store().draft(blob)) {
      try (OutputStream out = draft.stream()) {
        out.write('n');
      }
      assertThat(get(blob)).isEqualTo("old");
      draft.publish();
    }
    assertThat(get(blob)).isEqualTo("n");
  }

  @Test
  void anAbandonedDraftLeavesTheOldBytes() throws IOException {
    Blob blob = blob("a.txt");
    put(blob, "old");
    try (Draft draft = store().draft(blob);
        OutputStream out = draft.stream()) {
      out.write('n');
    }
    assertThat(get(blob)).isEqualTo("old");
  }

  @Test
  void aFileMadeByItsPathIsPublishedUnderItsOwnName() throws IOException {
    Blob blob = blob("a/made.csv");
    try (Draft draft = store().draft(blob)) {
      Path path = draft.path();
      assertThat(path.getFileName()).hasToString("made.csv");
      assertThat(path).doesNotExist();
      Files.writeString(path, "x,y\n");
      assertThat(exists(blob)).isFalse();
      draft.publish();
    }
    assertThat(get(blob)).isEqualTo("x,y\n");
  }

  @Test
  void aFileNeverMadeAtItsPathIsNotPublished() throws IOException {
    Blob blob = blob("a/made.csv");
    try (Draft draft = store().draft(blob)) {
      draft.path();
      assertThatThrownBy(draft::publish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(blob.toString());
    }
    assertThat(exists(blob)).isFalse();
  }

  @Test
  void readingWhatIsMissingSaysSo() {
    assertThatThrownBy(() -> store().open(blob("no/such")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no/such");
    assertThatThrownBy(() -> store().local(blob("no/such"), scratch))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store().local(blob("no/such/"), scratch))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void existingAnswersForManyAtOnceAndOnlyForThoseAsked() throws IOException {
    List<Blob> asked = new ArrayList<>();
    Set<Blob> there = new LinkedHashSet<>();
    put(blob("days/not-asked"), "x");
    for (int i = 0; i < 1500; i++) {
      Blob blob = blob((i % 3 == 0 ? "days/" : "months/m" + i % 7 + "/") + i);
      asked.add(blob);
      if (i % 10 == 0) {
        put(blob, "x");
        there.add(blob);
      }
    }
    asked.addAll(asked.subList(0, 20));

    assertThat(store().existing(asked)).isEqualTo(there);
    assertThat(store().existing(List.of())).isEmpty();
  }

  @Test
  void aPrefixOfANameIsNotTheName() throws IOException {
    put(blob("a/name.txt"), "x");

    assertThat(store().existing(List.of(blob("a/name"), blob("a/name.tx"), blob("name.txt"))))
        .isEmpty();
    assertThat(exists(blob("a/name.txt/below"))).isFalse();
  }

  @Test
  void deletingRemovesThoseGivenAndPassesOverTheMissing() throws IOException {
    put(blob("a/1"), "x");
    put(blob("a/2"), "x");
    fill(blob("d/"), "part");

    store().delete(List.of(blob("a/1"), blob("d/"), blob("missing"), blob("missing/")));

    assertThat(store().existing(List.of(blob("a/1"), blob("d/"), blob("a/2"))))
        .containsExactly(blob("a/2"));
  }

  @Test
  void aDirectoryIsOneTargetAndHoldsWhatWasFilledIn() throws IOException {
    Blob blob = blob("out/day/");
    try (Draft draft = store().draft(blob)) {
      Path path = draft.path();
      assertThat(path).isEmptyDirectory();
      Files.writeString(path.resolve("part-0"), "x");
      Files.createDirectories(path.resolve("sub"));
      Files.writeString(path.resolve("sub/part-1"), "y");
      assertThat(exists(blob)).isFalse();
      draft.publish();
    }
    assertThat(exists(blob)).isTrue();
    Path local = store().local(blob, scratch);
    assertThat(local.resolve("part-0")).hasContent("x");
    assertThat(local.resolve("sub/part-1")).hasContent("y");
    assertThat(get(blob("out/day/part-0"))).isEqualTo("x");
  }

  @Test
  void anEmptyDirectoryExistsOncePublished() throws IOException {
    fill(blob("nothing/"));

    assertThat(exists(blob("nothing/"))).isTrue();
    assertThat(names(blob("nothing/"))).isEmpty();
  }

  @Test
  void aReplacedDirectoryHoldsNothingOfTheOldOne() throws IOException {
    fill(blob("d/"), "old-1", "both");
    fill(blob("d/"), "new-1", "both");

    assertThat(names(blob("d/"))).containsExactly("both", "new-1");
  }

  @Test
  void anAbandonedDirectoryLeavesTheOldOne() throws IOException {
    fill(blob("d/"), "old");
    try (Draft draft = store().draft(blob("d/"))) {
      Files.writeString(draft.path().resolve("new"), "x");
    }
    assertThat(names(blob("d/"))).containsExactly("old");
  }

  @Test
  void filesWithoutASuccessFileAreNotADirectoryTarget() throws IOException {
    put(blob("d/part-0"), "x");

    assertThat(exists(blob("d/"))).isFalse();
  }

  @Test
  void aDirectoryIsNotReadAsAStream() throws IOException {
    fill(blob("d/"), "part");

    assertThatThrownBy(() -> store().open(blob("d/")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("d/");
    assertThatThrownBy(
            () -> {
              try (Draft draft = store().draft(blob("e/"))) {
                draft.stream();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("e/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/..",
        "..",
        ".",
        "...",
        "../../x",
        "..\\x",
        "line\nfeed",
        "a:b",
        "a b",
        "%2F",
        "%",
        "100%",
        "%%%41",
        "%C3",
        "C:\\x",
        "con",
        "nul.txt",
        "*?\"<>|",
        ".hidden",
        ".stillson-x",
        "_SUCCESS",
        "trailing.",
        "trailing ",
        "zero\0byte",
        "~",
        "$(id)",
        "-rf",
        "漢字",
        "🦀🦀",
        "\u00e9",
        "e\u0301",
        "\u202Etxt.exe",
        "null"
      })
  void aHostileNameIsKeptInItsFolder(String name) throws IOException {
    Blob blob = blob("folder/").resolve(name);
    put(blob, name);

    assertThat(get(blob)).isEqualTo(name);
    assertThat(store().existing(List.of(blob, blob("x"), blob("folder/x"), blob("id"))))
        .containsExactly(blob);
    store().delete(List.of(blob));
    assertThat(exists(blob)).isFalse();
  }

  @Test
  void namesThatLookAlikeAreDifferentBlobs() throws IOException {
    List<String> names =
        List.of(
            "a", "A", "a%", "a%2F", "a/", "%61", "a%252F", "a.", "a ", "..", "%2E%2E", ".", "%2E");
    for (String name : names) {
      put(blob("twins/").resolve(name), name);
    }
    for (String name : names) {
      assertThat(get(blob("twins/").resolve(name))).isEqualTo(name);
    }
  }

  @Test
  void ofWritersAtTheSameTimeOneWinsWhole() throws Exception {
    int writers = 4;
    int rounds = 25;
    CyclicBarrier start = new CyclicBarrier(writers);
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      List<Future<?>> all = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) ('a' + w));
        String name = "part-" + w;
        Callable<Boolean> writer =
            () -> {
              for (int i = 0; i < rounds; i++) {
                start.await(30, TimeUnit.SECONDS);
                put(blob("same/file"), bytes);
                fill(blob("same/directory/"), name);
              }
              return true;
            };
        all.add(threads.submit(writer));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
    byte[] bytes = bytes(blob("same/file"));
    assertThat(bytes).hasSize(100_000).containsOnly(bytes[0]);
    assertThat(names(blob("same/directory/"))).hasSize(1);
  }

  @Test
  void aTestEnvironmentIsAnotherPlace() throws IOException {
    Blob real = blob("a/data.csv.gz");
    Blob one = store().inEnvironment(real, "one");
    Blob two = store().inEnvironment(real, "two");
    put(real, "real");
    put(one, "one");

    assertThat(get(real)).isEqualTo("real");
    assertThat(get(one)).isEqualTo("one");
    assertThat(exists(two)).isFalse();
    assertThat(one.uri().getPath()).endsWith("data.csv.gz");
    assertThat(store().inEnvironment(real, "one")).isEqualTo(one);
    assertThat(store().inEnvironment(blob("d/"), "one").isDirectory()).isTrue();
  }
}
