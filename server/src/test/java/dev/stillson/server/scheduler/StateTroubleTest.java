package dev.stillson.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Status;
import dev.stillson.server.scheduler.SchedulerHealth.Condition;
import dev.stillson.server.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a folder under a server. */
@Timeout(60)
class StateTroubleTest {
  @TempDir Path folder;

  private static ServerState open(Path data) {
    return ServerState.open(
        StateSettings.in(data), SchedulerSettings.DAEMON, InstantSource.system());
  }

  private static void announce(ServerState state, String id) {
    state
        .scheduler()
        .apply(new Command.Announce("w", List.of(Announcement.pending(id, "Family", List.of()))));
  }

  private static Optional<Status> status(ServerState state, String id) {
    return state.scheduler().look(scheduler -> scheduler.status(id));
  }

  private static void untilReady(ServerState state) {
    while (state.health().condition() != Condition.READY) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aStateDeletedUnderTheServerIsNoticedAtOnceAndUsedAgainWhenItIsBack() throws Exception {
    Path data = folder.resolve("data");
    Path backup = Files.createDirectory(folder.resolve("backup"));
    try (ServerState state = open(data)) {
      announce(state, "kept");
      for (String name : List.of("state.db", "state.db-wal", "state.db-shm")) {
        Files.move(data.resolve(name), backup.resolve(name));
      }
      assertThatThrownBy(() -> announce(state, "lost"))
          .isInstanceOf(SchedulerUnavailableException.class);
      while (!state.health().text().contains("missing")) {
        Thread.onSpinWait();
      }
      assertThat(state.health().condition()).isEqualTo(Condition.STORE_GONE);
      assertThat(data.resolve("state.db")).doesNotExist();
      for (String name : List.of("state.db-wal", "state.db")) {
        if (Files.exists(backup.resolve(name))) {
          Files.move(backup.resolve(name), data.resolve(name));
        }
      }
      untilReady(state);
      assertThat(status(state, "kept")).contains(Status.PENDING);
      announce(state, "next");
    }
    try (ServerState state = open(data)) {
      assertThat(status(state, "next")).contains(Status.PENDING);
    }
  }

  @Test
  void anotherFileInThePlaceOfTheStateIsNoticedAtOnce() throws Exception {
    Path data = folder.resolve("data");
    try (ServerState state = open(data)) {
      announce(state, "kept");
      Path copy = Files.copy(data.resolve("state.db"), folder.resolve("copy"));
      Files.move(data.resolve("state.db"), folder.resolve("old"));
      Files.move(copy, data.resolve("state.db"));
      assertThatThrownBy(() -> announce(state, "lost"))
          .isInstanceOf(SchedulerUnavailableException.class);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNamedAtTheStart() throws Exception {
    // A file in the way stops everybody, even those whom permissions do not stop.
    Path file = Files.writeString(folder.resolve("file"), "in the way", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> open(file.resolve("data")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.resolve("data").toString());
    assertThat(file).hasContent("in the way");
  }

  @Test
  void aFullDiskRefusesAndIsUsedAgainWithoutARestartAndAReadOnlyOneIsNamed() throws Exception {
    try (SmallDisk disk = SmallDisk.in(folder)) {
      if (!disk.isMounted()) {
        // Only those who may mount can see a full disk; others see that the state needs room.
        assertThat(disk.folder()).isEmptyDirectory();
        return;
      }
      Path data = disk.folder().resolve("data");
      try (ServerState state = open(data)) {
        announce(state, "kept");
        disk.fill();
        int acknowledged = announceUntilRefused(state);
        assertThat(state.health().condition()).isEqualTo(Condition.STORE_GONE);
        assertThat(state.health().text()).contains("disk is full");
        disk.empty();
        untilReady(state);
        for (int i = 0; i < acknowledged; i++) {
          assertThat(status(state, "big" + i)).as("task %s", i).contains(Status.PENDING);
        }
        announce(state, "last");
      }
      disk.readOnly(true);
      assertThatThrownBy(() -> open(data))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(data.toString());
      disk.readOnly(false);
      try (ServerState state = open(data)) {
        assertThat(status(state, "last")).contains(Status.PENDING);
      }
    }
  }

  private static int announceUntilRefused(ServerState state) {
    int acknowledged = 0;
    try {
      while (acknowledged < 10_000) {
        announce(state, "big" + acknowledged);
        acknowledged++;
      }
    } catch (SchedulerUnavailableException e) {
      assertThat(e).hasStackTraceContaining("disk is full");
    }
    return acknowledged;
  }

  /** A file system of its own, where the user may mount one. */
  private record SmallDisk(Path folder, boolean isMounted) implements AutoCloseable {
    static SmallDisk in(Path parent) throws IOException {
      Path folder = Files.createDirectory(parent.resolve("disk"));
      boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString());
      return new SmallDisk(folder, mounted);
    }

    void fill() throws IOException {
      byte[] page = new byte[4_096];
      try (var out = Files.newOutputStream(folder.resolve("ballast"))) {
        while (Files.getFileStore(folder).getUsableSpace() > 0) {
          out.write(page);
        }
      }
    }

    void empty() throws IOException {
      Files.delete(folder.resolve("ballast"));
    }

    void readOnly(boolean readOnly) throws IOException {
      assertThat(run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), folder.toString()))
          .isTrue();
    }

    @Override
    public void close() throws IOException {
      if (isMounted) {
        run("umount", "-l", folder.toString());
      }
    }

    private static boolean run(String... command) throws IOException {
      Process process;
      try {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
      } catch (IOException e) {
        // There is no such command here.
        return false;
      }
      process.getInputStream().readAllBytes();
      return process.onExit().join().exitValue() == 0;
    }
  }
}
