package dev.stillson.file;

import dev.stillson.testkit.MapSettings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Marker;
import dev.stillson.store.MarkerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMarkerStoreTest {
  @TempDir Path directory;

  private MarkerStore open(Map<String, String> settings) {
    return (MarkerStore)
        new MarkerConnectorProvider().open(MapSettings.of(directory, settings)).store();
  }

  @Test
  void markersAreSmallReadableFiles() throws IOException {
    MarkerStore store = open(Map.of());
    store.mark(new Marker("mail/2026-11-21"));
    store.mark(store.inEnvironment(new Marker("mail"), "test"));

    Path folder = directory.resolve(".stillson/markers");
    assertThat(folder.resolve("mail%2F2026-11-21.done")).hasContent("mail/2026-11-21");
    assertThat(folder.resolve("env/test/mail.done")).exists();
  }

  @Test
  void theFolderMayBeChosen() throws IOException {
    open(Map.of("folder", "kept")).mark(new Marker("x"));

    assertThat(directory.resolve("kept/x.done")).exists();
  }

  @Test
  void lookingMakesNothing() throws IOException {
    assertThat(open(Map.of()).existing(List.of(new Marker("x")))).isEmpty();

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThatThrownBy(() -> open(Map.of("folder", "file")).mark(new Marker("x")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The marker 'x' cannot be written\n  path:  %s\n  cause: a file is where a folder is needed: %s"
                .formatted(file.resolve("x.done"), file));
  }
}
