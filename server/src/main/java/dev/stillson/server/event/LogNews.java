package dev.stillson.server.event;

import java.util.concurrent.TimeUnit;

/** What happened to an attempt and its log since one who follows it was told last. */
final class LogNews {
  private final Bell bell = new Bell();
  // Whoever begins to follow knows nothing.
  private boolean added = true;
  private boolean changed = true;

  /**
   * What is told at once.
   *
   * @param added whether the log has become longer
   * @param changed whether the attempt may have ended
   * @param closed whether this is the last
   */
  record Notice(boolean added, boolean changed, boolean closed) {}

  void add() {
    bell.ring(() -> added = true);
  }

  void change() {
    bell.ring(() -> changed = true);
  }

  void close() {
    bell.close();
  }

  /**
   * Waits until there is something, and takes it; nothing of it is so if the time is over before.
   */
  Notice take(long most, TimeUnit unit) throws InterruptedException {
    return bell.take(() -> added || changed, most, unit, this::take);
  }

  private Notice take() {
    Notice notice = new Notice(added, changed, bell.isClosed());
    added = false;
    changed = false;
    return notice;
  }

  /** Waits until it is closed, or the time is over. */
  void pause(long most, TimeUnit unit) throws InterruptedException {
    bell.pause(most, unit);
  }
}
