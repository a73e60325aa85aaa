package dev.stillson.protocol.luigi;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which arguments a method takes.
 *
 * @param required those that must be there
 * @param known all that it knows
 * @param open whether it accepts others and ignores them
 */
record Shape(Set<String> required, Set<String> known, boolean open) {

  /** All methods of Luigi's scheduler. An argument in brackets may be left out; ... accepts any. */
  static final Map<String, Shape> METHODS =
      List.of(
              "add_scheduler_message_response task_id message_id response",
              "add_task ...",
              "add_task_batcher worker task_family batched_args [max_batch_size]",
              "add_worker worker info ...",
              "announce_scheduling_failure task_name family params expl owners ...",
              "count_pending worker",
              "decrease_running_task_resources task_id decrease_resources",
              "dep_graph task_id ...",
              "disable_worker worker",
              "fetch_error task_id ...",
              "forgive_failures [task_id]",
              "get_running_task_resources task_id",
              "get_scheduler_message_response task_id message_id",
              "get_task_progress_percentage task_id",
              "get_task_status_message task_id",
              "get_work ...",
              "graph ...",
              "has_task_history",
              "inverse_dep_graph task_id ...",
              "is_pause_enabled",
              "is_paused",
              "mark_as_done [task_id]",
              "pause",
              "ping ...",
              "prune",
              "re_enable_task task_id",
              "report_task_statistics task_id statistics",
              "resource_list",
              "send_scheduler_message worker task content",
              "set_task_progress_percentage task_id progress_percentage",
              "set_task_status_message task_id status_message",
              "set_worker_processes worker n",
              "task_list ...",
              "task_search task_str ...",
              "unpause",
              "update_metrics_task_started task",
              "update_resource resource amount",
              "update_resources ...",
              "worker_list ...")
          .stream()
          .map(line -> List.of(line.split(" ")))
          .collect(
              Collectors.toUnmodifiableMap(
                  List::getFirst, words -> of(words.subList(1, words.size()))));

  private static Shape of(Collection<String> words) {
    Map<String, Boolean> required = new HashMap<>();
    for (String word : words) {
      if (word.startsWith("[")) {
        required.put(word.substring(1, word.length() - 1), false);
      } else if (!word.equals("...")) {
        required.put(word, true);
      }
    }
    return new Shape(
        required.keySet().stream().filter(required::get).collect(Collectors.toUnmodifiableSet()),
        Set.copyOf(required.keySet()),
        words.contains("..."));
  }

  /**
   * Checks the names of the arguments.
   *
   * @throws LuigiCallException if one is missing or unknown
   */
  void check(Arguments arguments) {
    for (String name : required) {
      if (!arguments.values().containsKey(name)) {
        throw new LuigiCallException("Method " + arguments.method() + " needs argument " + name);
      }
    }
    for (String name : arguments.values().keySet()) {
      if (!open && !known.contains(name)) {
        throw new LuigiCallException("Method " + arguments.method() + " has no argument " + name);
      }
    }
  }
}
