package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.protocol.luigi.PythonValue.Items;
import dev.stillson.protocol.luigi.PythonValue.Members;
import dev.stillson.protocol.luigi.PythonValue.Nothing;
import dev.stillson.protocol.luigi.PythonValue.Numeral;
import dev.stillson.protocol.luigi.PythonValue.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Repeats what Luigi's scheduler was asked, and compares the answers. */
final class Transcript {
  private static final Set<String> TIMES =
      Set.of("start_time", "last_updated", "last_active", "started", "time_running");
  private static final double TICKS = 0.001;

  /** How many calls there were, by method; those that handed out work count as such too. */
  final Map<String, Integer> calls = new TreeMap<>();

  private SchedulerSettings settings = SchedulerSettings.DAEMON;
  private Scheduler scheduler = new Scheduler(settings);
  private LuigiRpc rpc = new LuigiRpc(LuigiSettings.USUAL);
  private KeptRows kept = new KeptRows();
  private int messages;
  private final int restart;
  private final Deque<String> recent = new ArrayDeque<>();

  /**
   * A replay.
   *
   * @param restart after how many calls the scheduler is made anew from what it told to be kept; 0:
   *     never
   */
  Transcript(int restart) {
    this.restart = restart;
  }

  /** The first difference, described; empty if there is none. */
  String replay(InputStream gzip) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(gzip), StandardCharsets.US_ASCII))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String difference = replay(line, number);
        if (!difference.isEmpty()) {
          return "line " + number + "\n" + String.join("\n", recent) + "\n" + difference;
        }
      }
    }
    return "";
  }

  private String replay(String line, int number) {
    PythonValue read = PythonJson.read(line);
    if (read instanceof Members(Map<String, PythonValue> members)) {
      recent.clear();
      begin(((Members) get(members, "settings")).values());
      return "";
    }
    List<PythonValue> parts = ((Items) read).values();
    Instant now = instant(((Numeral) parts.get(0)).digits());
    String method = ((Text) parts.get(1)).value();
    String data = PythonJson.text(parts.get(2));
    recent.addLast(now + " " + method + " " + data);
    if (recent.size() > 400) {
      recent.removeFirst();
    }
    calls.merge(method, 1, Integer::sum);
    if (restart > 0 && number % restart == 0) {
      scheduler = Scheduler.restore(settings, kept, kept.snapshot(scheduler));
    }
    PythonValue answer = answer(method, data, now);
    kept.save(scheduler);
    note(method, answer);
    String difference = difference("", answer, parts.get(3));
    return difference.isEmpty()
        ? ""
        : difference
            + "\nours  "
            + PythonJson.text(answer)
            + "\nluigi "
            + PythonJson.text(parts.get(3));
  }

  private PythonValue answer(String method, String data, Instant now) {
    try {
      return PythonJson.read(rpc.call(method, data, scheduler, now));
    } catch (LuigiCallException e) {
      return new Text("error");
    }
  }

  private void note(String method, PythonValue answer) {
    if (method.equals("get_work")
        && answer instanceof Members(Map<String, PythonValue> body)
        && body.get("response") instanceof Members(Map<String, PythonValue> work)) {
      if (work.containsKey("batch_id")) {
        calls.merge("batch", 1, Integer::sum);
      } else if (work.get("task_id") instanceof Text) {
        calls.merge("task", 1, Integer::sum);
      }
    }
  }

  private static Instant instant(String seconds) {
    BigDecimal exact = new BigDecimal(Double.parseDouble(seconds));
    return Instant.ofEpochSecond(
        exact.longValue(), exact.remainder(BigDecimal.ONE).movePointRight(9).longValue());
  }

  private void begin(Map<String, PythonValue> told) {
    settings =
        new SchedulerSettings(
            seconds(told, "retry_delay"),
            seconds(told, "remove_delay"),
            seconds(told, "worker_disconnect_delay"),
            seconds(told, "disable_persist"),
            seconds(told, "stable_done_cooldown_secs"),
            0,
            get(told, "prune_on_get_work").isTruthy());
    kept = new KeptRows();
    scheduler = new Scheduler(settings, kept);
    LuigiSettings answers =
        new LuigiSettings(
            get(told, "pause_enabled").isTruthy(),
            get(told, "send_messages").isTruthy(),
            false,
            (int) number(told, "max_shown_tasks"),
            (int) number(told, "max_graph_nodes"),
            new RetryRule.Windowed(
                (int) number(told, "retry_count"),
                seconds(told, "disable_window"),
                seconds(told, "disable_hard_timeout")));
    messages = 0;
    rpc = new LuigiRpc(answers, () -> "message-" + ++messages);
    ((Members) get(told, "resources"))
        .values()
        .forEach((name, total) ->
            scheduler.apply(
                new Command.SetResource(name, ((Numeral) total).value()), Instant.EPOCH));
  }

  private static PythonValue get(Map<String, PythonValue> told, String name) {
    return Objects.requireNonNull(told.get(name), name);
  }

  private static double number(Map<String, PythonValue> told, String name) {
    return ((Numeral) get(told, name)).value();
  }

  private static Duration seconds(Map<String, PythonValue> told, String name) {
    return Duration.ofMillis((long) (number(told, name) * 1_000));
  }

  /** Where two values differ; empty if nowhere that matters. */
  private String difference(String path, PythonValue ours, PythonValue theirs) {
    if (ours instanceof Numeral one && theirs instanceof Numeral other) {
      String name = path.substring(path.lastIndexOf('.') + 1);
      double near = TIMES.contains(name) ? TICKS : 0;
      boolean same =
          one.digits().equals(other.digits()) || Math.abs(one.value() - other.value()) <= near;
      return same ? "" : path + ": " + one.digits() + " is not " + other.digits();
    }
    if (ours instanceof Members(Map<String, PythonValue> mine)
        && theirs instanceof Members(Map<String, PythonValue> luigis)) {
      Set<String> names = new TreeSet<>(mine.keySet());
      names.addAll(luigis.keySet());
      for (String name : names) {
        if (!mine.containsKey(name) || !luigis.containsKey(name)) {
          return path + (mine.containsKey(name) ? ": surplus " : ": missing ") + name;
        }
        String below = difference(path + "." + name, mine.get(name), luigis.get(name));
        if (!below.isEmpty()) {
          return below;
        }
      }
      return "";
    }
    if (ours instanceof Items(List<PythonValue> mine)
        && theirs instanceof Items(List<PythonValue> luigis)
        && mine.size() == luigis.size()) {
      List<PythonValue> left = inOrder(path, mine);
      List<PythonValue> right = inOrder(path, luigis);
      for (int i = 0; i < left.size(); i++) {
        String below = difference(path + "[" + i + "]", left.get(i), right.get(i));
        if (!below.isEmpty()) {
          return below;
        }
      }
      return "";
    }
    // Which worker a lost attempt was on is not told, but not stored either.
    boolean forgotten = restart > 0 && path.endsWith(".worker_running") && theirs == Nothing.NONE;
    return forgotten || ours.equals(theirs)
        ? ""
        : path + ": " + PythonJson.text(ours) + " is not " + PythonJson.text(theirs);
  }

  /** What comes in any order is compared sorted. */
  private static List<PythonValue> inOrder(String path, List<PythonValue> values) {
    boolean ordered =
        !(path.endsWith(".deps") || path.endsWith(".running_tasks") || path.isEmpty())
            && !(path.equals(".response")
                && values.stream().anyMatch(one -> PythonJson.text(one).contains("num_total")));
    if (ordered) {
      return values;
    }
    List<PythonValue> sorted = new ArrayList<>(values);
    sorted.sort(Comparator.comparing(PythonJson::text));
    return sorted;
  }
}
