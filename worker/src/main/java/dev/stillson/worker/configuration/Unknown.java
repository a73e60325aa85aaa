package dev.stillson.worker.configuration;

import dev.stillson.core.parameter.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the settings that nobody knows, such as misspelled ones. */
final class Unknown {
  private final Collection<String> sections;
  private final Variables variables;
  private final List<String> problems = new ArrayList<>();

  Unknown(Collection<String> sections, Variables variables) {
    this.sections = sections;
    this.variables = variables;
  }

  List<String> of(Section root, Table table) {
    TreeSet<String> known = new TreeSet<>(sections);
    known.addAll(root.opened().keySet());
    for (Setting setting : table.values().values()) {
      problems.add(
          message("The key " + setting.key() + " stands outside of every section", setting)
              + "\nhint: write it below a header such as [run]");
    }
    for (Map.Entry<String, Table> inner : table.tables().entrySet()) {
      String name = inner.getKey();
      if (!known.contains(name)) {
        String subject = "The configuration has a section [" + name + "] that nobody knows";
        problems.add(message(subject, first(inner.getValue())) + hint(name, known, "[", "]"));
      }
    }
    for (Map.Entry<String, Section> opened : root.opened().entrySet()) {
      keys(opened.getValue(), Optional.ofNullable(table.tables().get(opened.getKey())));
    }
    for (Setting setting : variables.beside(table)) {
      String section = setting.section().isEmpty() ? setting.key() : setting.section().getFirst();
      if (!contains(known, section)) {
        problems.add(
            "The "
                + setting.origin()
                + " is no setting that anybody knows"
                + hint(section, known, "[", "]"));
      }
    }
    return problems;
  }

  private static boolean contains(Collection<String> names, String name) {
    for (String known : names) {
      if (known.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private void keys(Section section, Optional<Table> table) {
    if (table.isEmpty()) {
      return;
    }
    if (!section.asked().isEmpty()) {
      for (Map.Entry<String, Setting> value : table.get().values().entrySet()) {
        if (!section.asked().contains(value.getKey())) {
          Setting setting = value.getValue();
          problems.add(
              message("The configuration sets " + setting.name() + ", which nobody knows", setting)
                  + hint(value.getKey(), section.asked(), "", ""));
        }
      }
    }
    for (Map.Entry<String, Section> inner : section.opened().entrySet()) {
      keys(inner.getValue(), Optional.ofNullable(table.get().tables().get(inner.getKey())));
    }
  }

  private static Setting first(Table table) {
    for (Setting setting : table.values().values()) {
      return setting;
    }
    return first(table.tables().values().iterator().next());
  }

  private static String message(String sentence, Setting setting) {
    return sentence + "\n  set in: " + setting.origin();
  }

  private static String hint(String name, Collection<String> known, String before, String after) {
    return Nearest.of(name, known)
        .map(near -> "\nhint: did you mean " + before + near + after + "?")
        .orElse("");
  }
}
