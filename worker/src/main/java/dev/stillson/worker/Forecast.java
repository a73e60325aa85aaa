package dev.stillson.worker;

import dev.stillson.protocol.worker.StartPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the start of a task would take, of a graph that is explored. */
final class Forecast {
  private final Map<String, int[]> counts = new LinkedHashMap<>();
  private final List<StartPlan.Task> first = new ArrayList<>();
  private final List<StartPlan.Task> obstacles = new ArrayList<>();
  private int toRun;
  private int done;
  private int stuck;

  private Forecast() {}

  static StartPlan of(Graph graph) {
    Forecast forecast = new Forecast();
    for (Vertex vertex : graph.discovery().ordered(0)) {
      forecast.add(vertex);
    }
    List<StartPlan.Share> shares =
        forecast.counts.entrySet().stream()
            .map(one -> new StartPlan.Share(one.getKey(), one.getValue()[0], one.getValue()[1]))
            .sorted(
                Comparator.comparingInt(StartPlan.Share::toRun)
                    .thenComparingInt(StartPlan.Share::done)
                    .reversed())
            .limit(StartPlan.MOST)
            .toList();
    return new StartPlan(
        graph.roots().getFirst().id(),
        forecast.toRun,
        forecast.done,
        forecast.stuck,
        shares,
        forecast.first,
        forecast.obstacles);
  }

  private void add(Vertex vertex) {
    int[] own = counts.computeIfAbsent(vertex.family(), _ -> new int[2]);
    switch (vertex.state) {
      case DONE -> {
        done++;
        own[1]++;
        return;
      }
      case TO_RUN -> name(vertex, first);
      case BLOCKED -> stuck++;
      case MISSING, BROKEN -> {
        stuck++;
        name(vertex, obstacles);
      }
    }
    toRun++;
    own[0]++;
  }

  private static void name(Vertex vertex, List<StartPlan.Task> tasks) {
    if (tasks.size() < StartPlan.MOST) {
      tasks.add(new StartPlan.Task(vertex.id(), vertex.family(), vertex.name()));
    }
  }
}
