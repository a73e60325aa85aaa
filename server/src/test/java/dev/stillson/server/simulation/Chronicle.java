package dev.stillson.server.simulation;

/**
 * What happened last, for a failure's report, and a number that two runs share only if the same
 * happened in both.
 */
final class Chronicle {
  private static final int KEPT = 2_000;

  private final Agenda agenda;
  private final Object[] what = new Object[KEPT];
  private final Object[] about = new Object[KEPT];
  private final long[] times = new long[KEPT];
  private long count;
  private long mark;

  Chronicle(Agenda agenda) {
    this.agenda = agenda;
  }

  /** Notes something; both objects must not change any more. */
  void note(String kind, Object subject) {
    int at = (int) (count++ % KEPT);
    what[at] = kind;
    about[at] = subject;
    times[at] = agenda.nanos();
    mark = 31 * (31 * mark + kind.hashCode()) + agenda.nanos();
  }

  /** Stands for all that happened. */
  long mark() {
    return mark;
  }

  /** The last things, one per line. */
  String last() {
    StringBuilder text = new StringBuilder();
    for (long i = Math.max(0, count - KEPT); i < count; i++) {
      int at = (int) (i % KEPT);
      text.append(times[at] / 1e9).append(' ').append(what[at]).append(' ').append(about[at]);
      text.append('\n');
    }
    return text.toString();
  }
}
