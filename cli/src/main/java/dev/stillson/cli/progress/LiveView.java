package dev.stillson.cli.progress;

import dev.stillson.core.text.Shown;
import dev.stillson.worker.PlannedTask;
import dev.stillson.worker.RunEvent;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * An area at the bottom of a terminal with a bar and the running tasks, drawn anew a few times a
 * second by one thread. Lines that stay are printed above it.
 */
public final class LiveView implements RunView {
  private static final long PERIOD_MILLIS = 125;
  private static final int TASKS = 8;

  private final PrintStream out;
  private final boolean quiet;
  private final IntSupplier width;
  private final AtomicInteger done = new AtomicInteger();
  private final Map<PlannedTask, Row> running = new ConcurrentHashMap<>();
  private final Object screen = new Object();
  private final Thread drawer;
  private volatile int total;
  private volatile long started = System.nanoTime();
  private int drawn;
  private boolean closed;

  /** One running task. Its fields are written by its own attempt and read by the drawer. */
  private static final class Row {
    private final long started = System.nanoTime();
    private volatile String status = "";
    private volatile double fraction = -1;
    private volatile boolean parked;
  }

  /**
   * A view that draws on {@code out} until it is closed.
   *
   * @param quiet whether nothing but problems is shown
   * @param width asks for the number of columns; called now and then by the drawing thread
   */
  public LiveView(PrintStream out, boolean quiet, IntSupplier width) {
    this.out = out;
    this.quiet = quiet;
    this.width = width;
    this.drawer = Thread.ofPlatform().name("stillson-progress").daemon().unstarted(this::draw);
  }

  @Override
  public void on(RunEvent event) {
    switch (event) {
      case RunEvent.Planned planned -> {
        boolean first = total == 0;
        total = planned.toRun();
        if (first && total > 0 && !quiet) {
          started = System.nanoTime();
          start();
        }
      }
      case RunEvent.AttemptStarted begun -> running.put(begun.task(), new Row());
      case RunEvent.AttemptParked parked -> park(parked.task(), true);
      case RunEvent.AttemptResumed resumed -> park(resumed.task(), false);
      case RunEvent.Progress progress -> {
        Row row = running.get(progress.task());
        if (row != null) {
          row.fraction = progress.fraction();
        }
      }
      case RunEvent.Status status -> {
        Row row = running.get(status.task());
        if (row != null) {
          row.status = status.message();
        }
      }
      case RunEvent.TaskDone ended -> {
        running.remove(ended.task());
        done.incrementAndGet();
      }
      case RunEvent.AttemptFailed failed -> running.remove(failed.task());
      case RunEvent.AttemptCancelled cancelled -> running.remove(cancelled.task());
      case RunEvent.RunStarted _,
          RunEvent.DependencyDiscovered _,
          RunEvent.DependencyMissing _,
          RunEvent.DependencyPresent _,
          RunEvent.TaskBroken _,
          RunEvent.Tracking _,
          RunEvent.AttemptTimedOut _,
          RunEvent.ProcessDied _,
          RunEvent.RangeEvaluated _,
          RunEvent.RunEnded _ -> {}
    }
    Optional<String> problem = Happenings.problem(event);
    if (problem.isPresent()) {
      line(problem.get());
    }
  }

  private void park(PlannedTask task, boolean parked) {
    Row row = running.get(task);
    if (row != null) {
      row.parked = parked;
    }
  }

  private void start() {
    synchronized (screen) {
      if (!closed && drawer.getState() == Thread.State.NEW) {
        drawer.start();
      }
    }
  }

  private void draw() {
    synchronized (screen) {
      int columns = 80;
      long frame = 0;
      try {
        while (true) {
          screen.wait(PERIOD_MILLIS);
          if (closed) {
            return;
          }
          if (frame++ % 40 == 0) {
            columns = Math.max(20, width.getAsInt());
          }
          StringBuilder text = new StringBuilder();
          erase(text);
          List<String> area = area(columns);
          for (String line : area) {
            text.append(line).append('\n');
          }
          drawn = area.size();
          out.print(text);
          out.flush();
        }
      } catch (InterruptedException e) {
        // Nobody interrupts the drawer but a JVM that ends; the area then stays as it is.
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<String> area(int columns) {
    List<String> lines = new ArrayList<>();
    long now = System.nanoTime();
    lines.add(Bar.line(done.get(), total, now - started, columns));
    int hidden = 0;
    for (Map.Entry<PlannedTask, Row> entry : running.entrySet()) {
      if (lines.size() <= TASKS) {
        lines.add(cut(row(entry.getKey(), entry.getValue(), now), columns));
      } else {
        hidden++;
      }
    }
    if (hidden > 0) {
      lines.add("  … and " + Amounts.count(hidden) + " more");
    }
    return lines;
  }

  private static String row(PlannedTask task, Row row, long now) {
    StringBuilder line = new StringBuilder("  ").append(task.name());
    line.append(' ').append(Amounts.duration(java.time.Duration.ofNanos(now - row.started)));
    if (row.parked) {
      line.append("  waits for what it required");
    }
    if (row.fraction >= 0) {
      line.append("  ").append((int) (row.fraction * 100)).append(" %");
    }
    if (!row.status.isEmpty()) {
      line.append("  ").append(Shown.plain(row.status));
    }
    return line.toString();
  }

  private static String cut(String line, int columns) {
    return line.length() < columns ? line : line.substring(0, columns - 2) + "…";
  }

  /** Appends what moves to the top of the area and clears it. */
  private void erase(StringBuilder text) {
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append("A\r\u001b[J");
      drawn = 0;
    }
  }

  @Override
  public void line(String line) {
    synchronized (screen) {
      StringBuilder text = new StringBuilder();
      erase(text);
      out.print(text.append(line).append('\n'));
      out.flush();
    }
  }

  @Override
  public void close() {
    synchronized (screen) {
      if (!closed) {
        closed = true;
        StringBuilder text = new StringBuilder();
        erase(text);
        out.print(text);
        out.flush();
        screen.notifyAll();
      }
    }
  }
}
