package dev.stillson.worker.configuration;

import dev.stillson.store.SettingsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One configuration file. */
final class TomlFile {
  private TomlFile() {}

  /**
   * The settings of {@code file}, in its order.
   *
   * @throws SettingsException if it cannot be read or is not TOML; all mistakes at once, each with
   *     line and column
   */
  static List<Setting> read(Path file) {
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    String text = text(file);
    Optional<List<Setting>> plain = PlainToml.read(file, text, directory);
    return plain.isPresent() ? plain.get() : complete(file, text, directory);
  }

  /** Reads any TOML. */
  static List<Setting> complete(Path file, String text, Path directory) {
    TomlParseResult parsed = Toml.parse(text);
    if (parsed.hasErrors()) {
      throw new SettingsException(mistakes(file, parsed.errors()));
    }
    List<Setting> settings = new ArrayList<>();
    collect(parsed, List.of(), new Source(file, directory, settings));
    return settings;
  }

  private record Source(Path file, Path directory, List<Setting> settings) {}

  private static void collect(TomlTable table, List<String> section, Source source) {
    for (String key : table.keySet()) {
      List<String> path = List.of(key);
      Object value = table.get(path);
      if (value instanceof TomlTable inner) {
        List<String> name = new ArrayList<>(section);
        name.add(key);
        collect(inner, name, source);
      } else if (value != null) {
        int line = line(table.inputPositionOf(path));
        source.settings.add(
            new Setting(
                section,
                key,
                written(value),
                new Origin.Line(source.file, line),
                source.directory));
      }
    }
  }

  private static int line(@Nullable TomlPosition position) {
    return position == null ? 1 : position.line();
  }

  private static String written(Object value) {
    return value instanceof TomlArray array ? array.toJson() : value.toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new SettingsException("The configuration file " + file + " does not exist");
    } catch (CharacterCodingException e) {
      throw new SettingsException("The configuration file " + file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new SettingsException(
          "The configuration file " + file + " cannot be read\n  cause: " + e);
    }
  }

  private static String mistakes(Path file, List<TomlParseError> errors) {
    StringBuilder out = new StringBuilder("The configuration is not valid TOML");
    for (TomlParseError error : errors) {
      TomlPosition position = error.position();
      out.append("\n  ").append(file).append(':').append(position.line());
      out.append(':').append(position.column()).append(": ").append(error.getMessage());
    }
    return out.append("\nhint: texts stand in quotes, sections in brackets: [run], folder = \"x\"")
        .toString();
  }
}
