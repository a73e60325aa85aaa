package dev.stillson.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Blob;
import dev.stillson.store.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir Path root;
  private int sequence;

  private static Owner dead() {
    return new Owner(Owner.current().host(), Owner.current().pid(), "1");
  }

  private static Owner elsewhere() {
    return new Owner("elsewhere.1", 1, "1");
  }

  private String name(Owner owner) {
    return owner.prefix() + ++sequence;
  }

  private void write(String name) throws IOException {
    LocalBlobStore store =
        new LocalBlobStore(new Folders(root, true), new Environments(Map.of()), false);
    try (Draft draft = store.draft(Blob.at(name))) {
      draft.stream().close();
      draft.publish();
    }
  }

  private Path leave(Owner owner) throws IOException {
    return Files.writeString(root.resolve(name(owner)), "half");
  }

  @Test
  void theFirstWriteInAFolderRemovesWhatDeadProcessesLeft() throws IOException {
    Path file = leave(dead());
    Path other = leave(new Owner(Owner.current().host(), Long.MAX_VALUE, "1"));
    Workbench bench = Workbench.make(root.resolve(name(dead())));
    Files.createDirectories(bench.made(root.resolve("d")).resolve("sub"));

    write("x");

    assertThat(file).doesNotExist();
    assertThat(other).doesNotExist();
    assertThat(bench.path()).doesNotExist();
    assertThat(root.resolve("d")).doesNotExist();
  }

  @Test
  void filesOfLivingProcessesStay() throws IOException {
    Path own = leave(Owner.current());
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    Path unknownStart = leave(new Owner(Owner.current().host(), parent, "0"));

    write("x");

    assertThat(own).exists();
    assertThat(unknownStart).exists();
  }

  @Test
  void filesOfOtherMachinesStayUntilTheyAreOld() throws IOException {
    Path fresh = leave(elsewhere());
    Path old = leave(elsewhere());
    Instant then = Instant.now().minus(Leftovers.FOREIGN_AGE).minus(Duration.ofHours(1));
    Files.setLastModifiedTime(old, FileTime.from(then));

    write("x");

    assertThat(fresh).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void filesThatOnlyLookTemporaryStay() throws IOException {
    Path notes = Files.writeString(root.resolve(".stillson-notes"), "x");
    Path strange = Files.writeString(root.resolve(".stillson-a-b-c-d"), "x");

    write("x");

    assertThat(notes).exists();
    assertThat(strange).exists();
  }

  @Test
  void anExchangeCutShortIsEndedWithTheNewDirectory() throws IOException {
    Workbench bench = Workbench.make(root.resolve(name(dead())));
    Files.writeString(Files.createDirectory(bench.made(root.resolve("d"))).resolve("new"), "x");
    Files.writeString(Files.createDirectory(root.resolve("d")).resolve("old"), "x");
    bench.putAside(root.resolve("d"));

    write("x");

    assertThat(root.resolve("d/new")).exists();
    assertThat(root.resolve("d/old")).doesNotExist();
    assertThat(bench.path()).doesNotExist();
  }

  @Test
  void anExchangeCutShortDoesNotTouchWhatCameLater() throws IOException {
    Workbench bench = Workbench.make(root.resolve(name(dead())));
    Files.writeString(Files.createDirectory(bench.made(root.resolve("d"))).resolve("new"), "x");
    Files.writeString(Files.createDirectory(root.resolve("d")).resolve("old"), "x");
    bench.putAside(root.resolve("d"));
    Files.writeString(Files.createDirectory(root.resolve("d")).resolve("later"), "x");

    write("x");

    assertThat(root.resolve("d/later")).exists();
    assertThat(root.resolve("d/new")).doesNotExist();
    assertThat(bench.path()).doesNotExist();
  }
}
