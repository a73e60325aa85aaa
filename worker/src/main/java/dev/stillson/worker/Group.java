package dev.stillson.worker;

import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.text.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tasks of one family, written in one line: {@code DumpDay(day=2019-04-21…26)}. */
final class Group {
  /** With more, values are not looked at one by one. */
  private static final int MOST_LOOKED_AT = 5_000;

  private final List<Vertex> tasks = new ArrayList<>();

  private Group() {}

  /** {@code vertices} by family, in the order in which families first appear. */
  static Map<String, Group> byFamily(List<Vertex> vertices) {
    Map<String, Group> groups = new LinkedHashMap<>();
    TaskType last = null;
    Group group = new Group();
    for (Vertex vertex : vertices) {
      if (!vertex.type().equals(last)) {
        last = vertex.type();
        group = groups.computeIfAbsent(vertex.family(), family -> new Group());
      }
      group.tasks.add(vertex);
    }
    return groups;
  }

  int size() {
    return tasks.size();
  }

  String text() {
    Vertex first = tasks.getFirst();
    if (tasks.size() == 1) {
      return first.name();
    }
    int varying = tasks.size() > MOST_LOOKED_AT ? -1 : varying();
    if (varying < 0) {
      return first.name() + " and " + (tasks.size() - 1) + " more of " + first.family();
    }
    List<Parameter> parameters = first.type().parameters();
    Map<String, String> texts = first.type().revealed(first.node());
    StringBuilder line = new StringBuilder(first.family()).append('(');
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      line.append(i == 0 ? "" : ", ").append(parameter.wireName()).append('=');
      if (i == varying) {
        line.append(Succession.of(values(parameter)));
      } else {
        line.append(
            parameter.isPublic()
                ? Shown.plain(texts.getOrDefault(parameter.wireName(), ""))
                : "******");
      }
    }
    return line.append(')').toString();
  }

  private List<String> values(Parameter parameter) {
    List<String> values = new ArrayList<>(tasks.size());
    for (Vertex task : tasks) {
      values.add(
          Shown.plain(task.type().revealed(task.node()).getOrDefault(parameter.wireName(), "")));
    }
    return values;
  }

  /** The index of the one public parameter in which the tasks differ; -1: there is no such one. */
  private int varying() {
    List<Parameter> parameters = tasks.getFirst().type().parameters();
    Map<String, String> first = tasks.getFirst().type().revealed(tasks.getFirst().node());
    int varying = -1;
    for (Vertex task : tasks) {
      Map<String, String> texts = task.type().revealed(task.node());
      for (int i = 0; i < parameters.size(); i++) {
        String name = parameters.get(i).wireName();
        if (i != varying && !texts.getOrDefault(name, "").equals(first.getOrDefault(name, ""))) {
          if (varying >= 0 || !parameters.get(i).isPublic()) {
            return -1;
          }
          varying = i;
        }
      }
    }
    return varying;
  }
}
