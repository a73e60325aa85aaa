package dev.stillson.server.http;

import dev.stillson.server.auth.Permission;
import java.util.Set;

/** Who may make which of Luigi's calls, and which of them change something. */
final class LuigiAccess {
  private static final Set<String> LOOKING =
      Set.of(
          "count_pending",
          "dep_graph",
          "fetch_error",
          "get_running_task_resources",
          "get_task_progress_percentage",
          "get_task_status_message",
          "graph",
          "has_task_history",
          "inverse_dep_graph",
          "is_pause_enabled",
          "is_paused",
          "resource_list",
          "task_list",
          "task_search",
          "worker_list");

  private static final Set<String> WORKING =
      Set.of(
          "add_scheduler_message_response",
          "add_task",
          "add_task_batcher",
          "add_worker",
          "announce_scheduling_failure",
          "decrease_running_task_resources",
          "get_work",
          "ping",
          "report_task_statistics",
          "set_task_progress_percentage",
          "set_task_status_message",
          "update_metrics_task_started");

  private LuigiAccess() {}

  /** What a caller must be allowed. Calls that are not known to be harmless are for operators. */
  static Permission permission(String method) {
    if (method.equals("count_pending")) {
      return Permission.WORK;
    }
    if (LOOKING.contains(method)) {
      return Permission.VIEW;
    }
    return WORKING.contains(method) ? Permission.WORK : Permission.OPERATE;
  }

  /** Whether the call changes something that matters: whoever is not known to look does. */
  static boolean changes(String method) {
    return !LOOKING.contains(method) || method.equals("count_pending");
  }
}
