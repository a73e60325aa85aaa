package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.core.parameter.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes as texts for a JVM that has the same classes: class, number of parameters, each's texts.
 */
final class NodeTexts {
  private NodeTexts() {}

  /** Adds {@code node}, secrets in clear. */
  static void add(Node node, List<String> fields) {
    Map<String, String> texts = TaskType.of(node).revealed(node);
    fields.add(node.getClass().getName());
    fields.add(Integer.toString(texts.size()));
    texts.forEach((name, text) -> {
      fields.add(name);
      fields.add(text);
    });
  }

  /** The nodes in {@code fields} from {@code start} on. */
  static List<Node> parse(List<String> fields, int start, ClassLoader classes)
      throws ClassNotFoundException {
    List<Node> nodes = new ArrayList<>();
    int at = start;
    while (at < fields.size()) {
      Class<?> type = Class.forName(fields.get(at++), true, classes);
      int count = Integer.parseInt(fields.get(at++));
      Map<String, String> texts = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        texts.put(fields.get(at), fields.get(at + 1));
        at += 2;
      }
      nodes.add(TaskType.of(type).make(texts));
    }
    return nodes;
  }
}
