package dev.stillson.protocol.luigi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import java.time.Instant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Calls that look at much, while others have their turns between. */
class TurnsTest implements Turns {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  private final Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
  private final LuigiRpc rpc = new LuigiRpc(LuigiSettings.USUAL);
  private int performed;
  private int looks;

  /** What others do after the first look. */
  private Runnable others = () -> {};

  @Override
  public <R> R perform(BiFunction<Scheduler, Instant, R> work) {
    performed++;
    return work.apply(scheduler, NOW);
  }

  @Override
  public <R> R look(Function<Scheduler, R> question) {
    R answer = question.apply(scheduler);
    if (++looks == 1) {
      others.run();
    }
    return answer;
  }

  /** A chain: each task depends on the one before. */
  private void announce(int count) {
    List<Announcement> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> needs = i == 0 ? List.of() : List.of(name(i - 1));
      tasks.add(Announcement.pending(name(i), "Family", needs));
    }
    scheduler.apply(new Command.Announce("w", tasks), NOW);
  }

  private static String name(int i) {
    return "Family_%04d".formatted(i);
  }

  private String call(String method, String data) {
    return new String(rpc.read(method, data).on(this), StandardCharsets.US_ASCII);
  }

  @Test
  void aLongListTakesManyTurnsAndLeavesOutWhatFitsNoMore() {
    announce(1_200);
    others =
        () -> {
          call(
              "add_task",
              "{\"worker\": \"w\", \"task_id\": \"%s\", \"status\": \"DISABLED\"}"
                  .formatted(name(1_100)));
          performed--;
        };
    String answer = call("task_list", "{\"status\": \"PENDING\", \"upstream_status\": \"\"}");
    assertThat(looks).isEqualTo(3);
    assertThat(answer).contains(name(1_099)).doesNotContain(name(1_100)).contains(name(1_199));
    assertThat(performed).as("at its begin, and for the store at its end").isEqualTo(2);
  }

  @Test
  void aListThatIsTooLongIsCountedInOneTurn() {
    announce(1_200);
    assertThat(call("task_list", "{\"max_shown_tasks\": 1000}"))
        .isEqualTo("{\"response\":{\"num_tasks\":1200}}");
    assertThat(performed).isOne();
    assertThat(looks).isZero();
  }

  @Test
  void aSearchLooksAtAllInManyTurns() {
    announce(1_200);
    String answer = call("task_search", "{\"task_str\": \"_110\"}");
    assertThat(looks).isEqualTo(3);
    assertThat(answer).contains(name(1_100), name(1_109)).doesNotContain("\"" + name(1_110));
  }

  @Test
  void aGraphFollowsWhatIsAddedMeanwhile() {
    announce(3);
    others =
        () -> {
          Announcement more = Announcement.pending("More", "Family", List.of());
          Announcement first = Announcement.pending(name(0), "Family", List.of("More"));
          scheduler.apply(new Command.Announce("w", List.of(more, first)), NOW);
        };
    String answer = call("dep_graph", "{\"task_id\": \"%s\"}".formatted(name(2)));
    assertThat(answer).contains(name(0), name(1), name(2), "\"More\":{");
    assertThat(looks).isEqualTo(4);
  }
}
