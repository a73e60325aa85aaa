package dev.stillson.cli;

import dev.stillson.core.graph.Drawing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A task of a server and what it is connected with, as a drawing; the task comes first. */
record RemoteGraph(JsonNode answer) {

  /**
   * @param upwards whether what depends on a vertex stands below it, rather than what it needs
   */
  Drawing drawing(boolean upwards) {
    Map<String, Integer> numbers = new HashMap<>();
    List<List<Integer>> hard = new ArrayList<>();
    List<List<Integer>> soft = new ArrayList<>();
    for (JsonNode task : answer.path("tasks")) {
      numbers.put(task.path("id").asString(), numbers.size());
      hard.add(new ArrayList<>());
      soft.add(new ArrayList<>());
    }
    for (JsonNode edge : answer.path("edges")) {
      Integer task = numbers.get(edge.path("task").asString());
      Integer need = numbers.get(edge.path("needs").asString());
      if (task != null && need != null) {
        List<List<Integer>> kind = edge.path("kind").asString().equals("soft") ? soft : hard;
        kind.get(upwards ? need : task).add(upwards ? task : need);
      }
    }
    List<Drawing.Vertex> vertices = new ArrayList<>();
    for (JsonNode task : answer.path("tasks")) {
      int number = vertices.size();
      String status = task.path("status").asString();
      vertices.add(
          new Drawing.Vertex(
              task.path("id").asString(),
              status,
              tone(status),
              hard.get(number),
              soft.get(number)));
    }
    return new Drawing(vertices);
  }

  private static Drawing.Tone tone(String status) {
    return switch (status) {
      case "done" -> Drawing.Tone.GOOD;
      case "running", "batch_running", "parked" -> Drawing.Tone.ACTIVE;
      case "failed", "disabled", "unknown" -> Drawing.Tone.BAD;
      default -> Drawing.Tone.PLAIN;
    };
  }
}
