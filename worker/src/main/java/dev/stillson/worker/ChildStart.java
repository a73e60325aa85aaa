package dev.stillson.worker;

import dev.stillson.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a task's own JVM is told first.
 *
 * @param task its family, id and attempt
 * @param environment the test environment, if any
 * @param folder the run's folder
 * @param settings where the settings come from
 * @param level the least important level that is worth sending, by its name
 */
record ChildStart(
    AttemptContext.Identity task,
    Optional<String> environment,
    RunFolder folder,
    SettingsSource settings,
    String level) {

  WireLine line(Node node) {
    List<String> fields = new ArrayList<>();
    fields.add(task.family());
    fields.add(task.taskId());
    fields.add(Integer.toString(task.attempt()));
    fields.add(environment.orElse(""));
    fields.add(folder.run());
    fields.add(folder.folder().toAbsolutePath().toString());
    fields.add(level);
    fields.add(settings.directory().toAbsolutePath().toString());
    fields.add(Integer.toString(settings.files().size()));
    for (Path file : settings.files()) {
      fields.add(file.toAbsolutePath().toString());
    }
    fields.add(Integer.toString(settings.options().size()));
    fields.addAll(settings.options());
    NodeTexts.add(node, fields);
    return new WireLine(WireLine.Kind.START, fields);
  }

  /** What {@code fields} begin with, and where the node begins in them. */
  static Parsed parse(List<String> fields) {
    int at = 8;
    List<Path> files = new ArrayList<>();
    int count = Integer.parseInt(fields.get(at++));
    for (int i = 0; i < count; i++) {
      files.add(Path.of(fields.get(at++)));
    }
    List<String> options = new ArrayList<>();
    count = Integer.parseInt(fields.get(at++));
    for (int i = 0; i < count; i++) {
      options.add(fields.get(at++));
    }
    String environment = fields.get(3);
    ChildStart start =
        new ChildStart(
            new AttemptContext.Identity(
                fields.get(0), fields.get(1), Integer.parseInt(fields.get(2))),
            environment.isEmpty() ? Optional.empty() : Optional.of(environment),
            new RunFolder(fields.get(4), Path.of(fields.get(5))),
            new SettingsSource(files, options, Path.of(fields.get(7))),
            fields.get(6));
    return new Parsed(start, at);
  }

  /** A start, and where the node begins in the fields. */
  record Parsed(ChildStart start, int node) {}
}
