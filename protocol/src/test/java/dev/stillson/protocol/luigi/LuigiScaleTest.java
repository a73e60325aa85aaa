package dev.stillson.protocol.luigi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Costs in processor time; {@code -Dstillson.tasks=N} tries other sizes and prints them. */
class LuigiScaleTest {
  private static final int TASKS = Integer.getInteger("stillson.tasks", 100_000);
  private static final double SECOND = 1e9;

  private final Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
  private final LuigiRpc rpc = new LuigiRpc(LuigiSettings.USUAL);
  private Instant now = Instant.parse("2026-11-21T00:00:00Z");

  private String call(String method, String data) {
    now = now.plusNanos(1_000_000);
    return rpc.call(method, data, scheduler, now);
  }

  /** The seconds that the thread needed for it. */
  private static double seconds(String what, Supplier<Object> work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Object result = work.get();
    double spent =
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / SECOND;
    if (Integer.getInteger("stillson.tasks") != null) {
      System.out.printf("%s: %.3f s, %s%n", what, spent, result);
    }
    return spent;
  }

  private static String task(int number, String deps) {
    return "{\"task_id\": \"Task_%d_0a1b2c3d4e\", \"status\": \"PENDING\", \"runnable\": true, \"deps\": [%s], \"new_deps\": null, \"expl\": null, \"resources\": {}, \"priority\": 0, \"family\": \"Task\", \"module\": \"pipeline\", \"params\": {\"n\": \"%d\", \"day\": \"2026-01-01\"}, \"param_visibilities\": {\"n\": 0, \"day\": 0}, \"accepts_messages\": false, \"assistant\": false, \"tracking_url\": null, \"worker\": \"worker\", \"batchable\": false, \"batch_id\": null, \"retry_policy_dict\": {\"retry_count\": null, \"disable_hard_timeout\": null, \"disable_window\": null}, \"owners\": null}"
        .formatted(number, deps, number);
  }

  @Test
  void dependantsThatAreToldBeforeWhatTheyDependOnCostNoMore() {
    double spent =
        seconds(
            "add " + TASKS + ", dependants first",
            () -> {
              for (int i = TASKS - 1; i >= 0; i--) {
                call("add_task", task(i, i == 0 ? "" : "\"Task_%d_0a1b2c3d4e\"".formatted(i - 1)));
              }
              return scheduler.counts();
            });
    assertThat(spent / TASKS).isLessThan(0.000_5);
  }

  @Test
  void aLongChainIsListedDrawnAndWorkedThrough() {
    seconds(
        "add " + TASKS,
        () -> {
          for (int i = 0; i < TASKS; i++) {
            call("add_task", task(i, i == 0 ? "" : "\"Task_%d_0a1b2c3d4e\"".formatted(i - 1)));
          }
          return scheduler.counts();
        });
    String last = "{\"task_id\": \"Task_%d_0a1b2c3d4e\"}".formatted(TASKS - 1);
    String first = "{\"task_id\": \"Task_0_0a1b2c3d4e\"}";
    call("task_list", "{}");
    assertThat(seconds("task_list", () -> call("task_list", "{\"limit\": false}").length()))
        .isLessThan(2);
    assertThat(
            seconds(
                "task_list upstream",
                () ->
                    call(
                            "task_list",
                            "{\"status\": \"PENDING\","
                                + " \"upstream_status\": \"UPSTREAM_MISSING_INPUT\"}")
                        .length()))
        .isLessThan(2);
    assertThat(seconds("dep_graph", () -> call("dep_graph", last).length())).isLessThan(2);
    assertThat(seconds("inverse", () -> call("inverse_dep_graph", first).length())).isLessThan(2);
    assertThat(seconds("graph", () -> call("graph", "{}").length())).isLessThan(2);
    int steps = 20_000;
    double spent =
        seconds(
            "get_work and DONE, " + steps,
            () -> {
              String got = "";
              for (int i = 0; i < steps; i++) {
                got =
                    call(
                        "get_work",
                        "{\"worker\": \"worker\", \"host\": \"h\", \"assistant\": false}");
                call(
                    "add_task",
                    task(i, "")
                        .replace("PENDING", "DONE")
                        .replace("\"runnable\": true", "\"runnable\": null"));
              }
              return got;
            });
    assertThat(spent / steps).isLessThan(0.000_5);
  }
}
