package dev.stillson.cli.progress;

import dev.stillson.worker.RunEvent;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A line for each task that ends. When many end in one second, only the first have lines of their
 * own and the others are counted.
 */
public final class PlainView implements RunView {
  private static final int LINES_PER_SECOND = 20;
  private static final long SECOND = 1_000_000_000L;

  private final PrintStream out;
  private final boolean quiet;
  private final LongSupplier nanos;
  private long windowStart;
  private int linesInWindow;
  private int unprinted;
  private int done;
  private int total;
  private boolean announced;

  /**
   * A view that prints to {@code out}.
   *
   * @param quiet whether only problems are printed
   * @param nanos the time, as {@link System#nanoTime}
   */
  public PlainView(PrintStream out, boolean quiet, LongSupplier nanos) {
    this.out = out;
    this.quiet = quiet;
    this.nanos = nanos;
    this.windowStart = nanos.getAsLong();
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.TaskDone ended) {
      done(ended);
    } else if (event instanceof RunEvent.Planned planned) {
      planned(planned);
    } else {
      Optional<String> problem = Happenings.problem(event);
      if (problem.isPresent()) {
        line(problem.get());
      }
    }
  }

  private synchronized void planned(RunEvent.Planned planned) {
    total = planned.toRun();
    if (!announced && !quiet) {
      line(Happenings.planned(planned));
    }
    announced = true;
  }

  private synchronized void done(RunEvent.TaskDone ended) {
    done++;
    if (quiet) {
      return;
    }
    long now = nanos.getAsLong();
    if (now - windowStart >= SECOND) {
      summarise(now);
    }
    if (linesInWindow < LINES_PER_SECOND) {
      linesInWindow++;
      line("done    " + ended.task().name() + " " + Amounts.duration(ended.duration()));
    } else {
      unprinted++;
    }
  }

  private void summarise(long now) {
    if (unprinted > 0) {
      line(
          "done    "
              + Amounts.count(unprinted)
              + " more ("
              + Amounts.count(done)
              + " of "
              + Amounts.count(Math.max(total, done))
              + ")");
    }
    unprinted = 0;
    linesInWindow = 0;
    windowStart = now;
  }

  @Override
  public synchronized void line(String line) {
    out.print(line + "\n");
  }

  @Override
  public synchronized void close() {
    summarise(nanos.getAsLong());
    out.flush();
  }
}
