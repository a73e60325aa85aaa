package dev.stillson.core.scheduler;

import java.util.List;

/**
 * Told which rows a command touched, so that a store can save exactly those, and of what people
 * should hear though nobody asked. It is called while the command is being applied and must only
 * take notes: the rows are to be read from the {@link Scheduler} afterwards. The same row may be
 * named many times.
 */
public interface Changes {

  /** Nobody keeps the state. */
  Changes NONE =
      new Changes() {
        @Override
        public void task(String id) {}

        @Override
        public void taskDescribed(String id) {}

        @Override
        public void taskRemoved(String id, long order) {}

        @Override
        public void attemptEnded(AttemptEnd end, List<String> runs) {}

        @Override
        public void runEnded(RunEnd end) {}

        @Override
        public void worker(String id) {}

        @Override
        public void workerRemoved(String id) {}

        @Override
        public void general() {}
      };

  /** A task differs in what changes while it waits and runs. */
  void task(String id);

  /**
   * A task is new, or differs also in what rarely changes: its family, parameters, terms or
   * dependencies. A store that keeps these apart need not write them after {@link #task} alone.
   */
  void taskDescribed(String id);

  /**
   * A task is gone; it may come back, with another order, by a later call of {@link
   * #taskDescribed}.
   *
   * @param order its {@link TaskRow#order}
   */
  void taskRemoved(String id, long order);

  /**
   * An attempt of a task has come to an end.
   *
   * @param runs ids of the workers with a stake in the task, and of the one that was at it unless
   *     that is an assistant; in the order in which they were first heard of
   */
  void attemptEnded(AttemptEnd end, List<String> runs);

  /** A worker with a stake in tasks is gone; told before {@link #workerRemoved}. */
  void runEnded(RunEnd end);

  /** A worker is new or differs. */
  void worker(String id);

  /** A worker is gone; it may come back with a later call of {@link #worker}. */
  void workerRemoved(String id);

  /** The pause or the totals of resources differ. */
  void general();

  /**
   * A worker told where a task's results are, and it is not known that the same was told before. No
   * row holds it: the scheduler keeps no more of it than what tells it from others. Told together
   * with {@link #task} or {@link #taskDescribed}; gone with the task.
   *
   * @param outputs as in {@link Announcement#outputs}; not empty
   */
  default void outputs(String id, List<String> outputs) {}

  /** A task was handed out. Its row is told of, too. */
  default void attemptStarted(AttemptStart start) {}

  /**
   * An announcement made tasks wait for each other, so that none of them can ever run. No row
   * differs by it alone; {@link Why.Cycle} tells it whenever somebody asks.
   *
   * @param path task ids, each depending on the next; the first is the last, too
   */
  default void cycle(List<String> path) {}
}
