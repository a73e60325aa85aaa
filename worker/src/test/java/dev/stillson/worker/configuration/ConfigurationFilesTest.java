package dev.stillson.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.store.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  @Test
  void theFileOfTheUserThePipelineAndTheVariableAreFoundInThisOrder() throws IOException {
    Path user = file("home/.config/stillson/stillson.toml");
    Path beside = file("pipeline/stillson.toml");
    Path named = file("named.toml");

    assertThat(
            ConfigurationFiles.find(
                Map.of("STILLSON_CONFIG", named.toString()),
                folder.resolve("home"),
                List.of(folder.resolve("pipeline"), folder.resolve("nothing"))))
        .containsSubsequence(user, beside, named);
  }

  @Test
  void theVariableForTheUsersConfigurationFolderIsHonoured() throws IOException {
    Path user = file("xdg/stillson/stillson.toml");

    assertThat(
            ConfigurationFiles.find(
                Map.of("XDG_CONFIG_HOME", folder.resolve("xdg").toString()), folder, List.of()))
        .contains(user);
  }

  @Test
  void aFileFoundTwiceCountsAtItsLastPlace() throws IOException {
    Path first = file("a/stillson.toml");
    Path second = file("b/stillson.toml");
    Path a = folder.resolve("a");
    Path again = folder.resolve("b/../a/stillson.toml");

    assertThat(
            ConfigurationFiles.find(
                Map.of("STILLSON_CONFIG", again.toString()),
                folder,
                List.of(a, folder.resolve("b"))))
        .containsSubsequence(second, again)
        .doesNotContain(first);
  }

  @Test
  void aNamedFileThatDoesNotExistIsAMistake() {
    assertThatThrownBy(() ->
            ConfigurationFiles.find(Map.of("STILLSON_CONFIG", "gone.toml"), folder, List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "The configuration file gone.toml does not exist\n"
                + "  set in: environment variable STILLSON_CONFIG");
  }
}
