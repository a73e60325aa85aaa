package dev.stillson.protocol.luigi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Why;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuigiRpcTest {
  private final Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
  private final LuigiRpc rpc = new LuigiRpc(LuigiSettings.USUAL, () -> "m1");
  private Instant now = Instant.parse("2026-11-21T00:00:00.5Z");

  private String call(String method, @Nullable String data) {
    return rpc.call(method, data, scheduler, now);
  }

  private void add(String id, String more) {
    call("add_task", "{\"worker\": \"w\", \"task_id\": \"" + id + "\"" + more + "}");
  }

  private Status status(String id) {
    return scheduler.status(id).orElseThrow();
  }

  @Test
  void thereAreThirtyNineMethodsAndNoOther() {
    assertThat(LuigiRpc.methods()).hasSize(39);
    assertThatThrownBy(() -> call("add_tasks", "{}"))
        .isInstanceOf(UnknownMethodException.class)
        .hasMessage("Luigi has no method 'add_tasks'");
  }

  @Test
  void aTextWithTheMarkOfValuesIsNoJsonOfItsOwn() {
    String hostile = "\uFDD01, \"injected\": 1";
    scheduler.apply(
        new Command.Announce(
            "w",
            List.of(
                new Announcement(
                    "t",
                    "F",
                    Parameters.of(Signature.of("day"), hostile),
                    List.of(),
                    List.of(),
                    Presence.PENDING,
                    0,
                    Terms.PLAIN))),
        now);
    for (String method : List.of("task_list", "dep_graph", "get_work")) {
      String answer = call(method, "{\"worker\": \"w\", \"task_id\": \"t\"}");
      assertThat(PythonJson.read(answer)).as(method).isInstanceOf(PythonValue.Members.class);
      assertThat(answer).doesNotContain("\"injected\"").contains("1, \\\"injected\\\": 1");
    }
  }

  @Test
  void everyMethodIsAnswered() {
    for (String method : LuigiRpc.methods()) {
      StringBuilder data = new StringBuilder("{\"worker\": \"w\"");
      Shape shape = Shape.METHODS.get(method);
      assertThat(shape).isNotNull();
      if (shape == null) {
        return;
      }
      for (String name : shape.required()) {
        String value =
            switch (name) {
              case "info", "batched_args", "owners" -> "[]";
              case "params", "decrease_resources", "statistics" -> "{}";
              case "n", "amount", "progress_percentage" -> "1";
              default -> "\"t\"";
            };
        data.append(", \"").append(name).append("\": ").append(value);
      }
      boolean worker = shape.known().contains("worker") || shape.open();
      if (method.equals("add_task")) {
        data.append(", \"task_id\": \"t\"");
      }
      if (method.equals("task_search")) {
        data.append(", \"task_str\": \"t\"");
      }
      boolean resources = method.equals("update_resources");
      String text = data.append('}').toString();
      if (!worker) {
        text = text.replace("\"worker\": \"w\", ", "").replace("\"worker\": \"w\"", "");
      }
      assertThat(call(method, resources ? "{\"r\": 3}" : text))
          .as(method)
          .startsWith("{\"response\":");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "[]", "7", "{", "{}}", "{\"worker\": }", "\uFEFF{}", "{'a': 1}"})
  void whatIsNoJsonObjectIsRefused(String data) {
    assertThatThrownBy(() -> call("prune", data)).isInstanceOf(LuigiCallException.class);
  }

  @Test
  void deepNestingIsRefusedAndNotFollowed() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThatThrownBy(() -> call("ping", "{\"worker\": \"w\", \"x\": " + deep + "}"))
        .isInstanceOf(LuigiCallException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count_pending|{\"worker\": \"w\", \"more\": 1}|Method count_pending has no argument more",
        "count_pending|{}|Method count_pending needs argument worker",
        "get_work|{}|Argument worker of get_work is missing; it has to be a text",
        "add_task|{\"worker\": 7, \"task_id\": \"a\"}"
            + "|Argument worker of add_task is 7; it has to be a text",
        "add_task|{\"worker\": \"w\", \"task_id\": \"a\", \"priority\": NaN}"
            + "|The priority of task a is not a number",
        "add_task|{\"worker\": \"w\", \"task_id\": \"a\", \"resources\": {\"r\": -1}}"
            + "|The amount of resource 'r' is -1.0; it must be from 0 to 1e12",
        "add_task|{\"worker\": \"w\", \"task_id\": \"a\", \"retry_policy_dict\": {\"x\": 1}}"
            + "|Argument retry_policy_dict of add_task is about 'x', which is no retry policy",
      })
  void wrongArgumentsAreNamedAndChangeNothing(String method, String data, String message) {
    assertThatThrownBy(() -> call(method, data))
        .isInstanceOf(LuigiCallException.class)
        .hasMessage(message);
    assertThat(scheduler.snapshot().tasks()).isEmpty();
    assertThat(scheduler.snapshot().workers()).isEmpty();
  }

  @Test
  void answersAreAsciiAndCannotEndAScript() {
    add("a", ", \"family\": \"</script>\u00e9\u2028\"");
    assertThat(call("fetch_error", "{\"task_id\": \"a\"}"))
        .isEqualTo(
            "{\"response\":{\"taskId\":\"a\",\"error\":null,"
                + "\"displayName\":\"<\\/script>\\u00E9\\u2028()\",\"taskParams\":{},"
                + "\"taskModule\":null,\"taskFamily\":\"<\\/script>\\u00E9\\u2028\"}}");
  }

  @Test
  void valuesOfAnyKindComeBackAsTheyWere() {
    add(
        "a",
        ", \"priority\": -Infinity, \"family\": \"F\", \"params\": {\"a\": 1, \"b\": 1.0,"
            + " \"c\": [1e-5, null, true, \"x'\"], \"d\": {\"e\": NaN}, \"f\": \"1\"}");
    assertThat(call("get_work", "{\"worker\": \"w\"}"))
        .contains(
            "\"task_params\":{\"a\":1,\"b\":1.0,\"c\":[1e-05,null,true,\"x'\"],"
                + "\"d\":{\"e\":NaN},\"f\":\"1\"}");
    assertThat(call("task_list", "{\"status\": \"RUNNING\"}"))
        .contains("\"priority\":-Infinity")
        .contains("\"time_running\":1795219200.5")
        .contains("F(a=1, b=1.0, c=[1e-05, None, True, \\\"x'\\\"], d={'e': nan}, f=1)");
  }

  @Test
  void aCycleIsAcceptedAndExplained() {
    add("a", ", \"family\": \"F\", \"deps\": [\"b\"]");
    add("b", ", \"family\": \"F\", \"deps\": [\"c\"]");
    add("c", ", \"family\": \"F\", \"deps\": [\"a\"]");
    assertThat(call("get_work", "{\"worker\": \"w\"}")).contains("\"task_id\":null");
    assertThat(scheduler.why("a")).contains(new Why.Cycle(List.of("a", "b", "c", "a")));
    for (String method : List.of("graph", "dep_graph", "inverse_dep_graph")) {
      assertThat(call(method, "{\"task_id\": \"a\"}")).contains("\"a\":").contains("\"c\":");
    }
  }

  @Test
  void aJavaTaskAndAPythonTaskDependOnEachOther() {
    add("python1", ", \"family\": \"P\", \"module\": \"m\", \"resources\": {\"db\": 1}");
    scheduler.apply(
        new Command.Announce(
            "java",
            List.of(
                new Announcement(
                    "python1",
                    "P",
                    Parameters.NONE,
                    List.of(),
                    List.of(),
                    Presence.EXTERNAL,
                    0,
                    Terms.PLAIN),
                Announcement.pending("java1", "J", List.of("python1")))),
        now);
    add("python2", ", \"deps\": [\"java1\"]");
    assertThat(scheduler.task("python1").orElseThrow().terms().module()).contains("m");
    assertThat(call("get_work", "{\"worker\": \"w\"}"))
        .contains("\"task_id\":\"python1\"", "\"task_module\":\"m\"");
    assertThat(scheduler.usedResources()).containsEntry("db", 1.0);
    assertThat(scheduler.apply(new Command.Claim("java", 1), now).assignments()).isEmpty();
    add("python1", ", \"status\": \"DONE\", \"runnable\": null");
    Claimed claimed = scheduler.apply(new Command.Claim("java", 1), now);
    assertThat(claimed.assignments()).singleElement().matches(one -> one.taskId().equals("java1"));
    assertThat(call("get_work", "{\"worker\": \"w\"}")).contains("\"task_id\":null");
    scheduler.apply(new Command.Report("java", "java1", 1, Outcome.DONE), now);
    assertThat(call("get_work", "{\"worker\": \"w\"}")).contains("\"task_id\":\"python2\"");
  }

  @Test
  void nobodyElseEndsWhatAJavaWorkerRuns() {
    scheduler.apply(
        new Command.RegisterWorker("java", dev.stillson.core.scheduler.WorkerProfile.of("host", 1)),
        now);
    scheduler.apply(
        new Command.Announce("java", List.of(Announcement.pending("j", "J", List.of()))), now);
    scheduler.apply(new Command.Claim("java", 1), now);
    add("j", ", \"status\": \"DONE\"");
    add("j", ", \"status\": \"FAILED\"");
    add("j", ", \"status\": \"PENDING\", \"new_deps\": [\"x\"]");
    assertThat(status("j")).isEqualTo(Status.RUNNING);
  }

  @Test
  void aWorkerThatKnowsOfNoBatchToRunForIsRefused() {
    String data =
        "{\"worker\": \"w\", \"task_id\": \"r\", \"status\": \"RUNNING\", \"batch_id\": \"b\"}";
    assertThatThrownBy(() -> call("add_task", data))
        .isInstanceOf(LuigiCallException.class)
        .hasMessage("Task r runs for batch b, of which no task is left");
    assertThat(scheduler.status("r")).isEmpty();
  }
}
