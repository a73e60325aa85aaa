package dev.stillson.core.scheduler;

/**
 * Told which rows a command touched, so that a store can save exactly those. It is called while the
 * command is being applied and must only take notes: the rows are to be read from the {@link
 * Scheduler} afterwards. The same row may be named many times.
 */
public interface Changes {

  /** Nobody keeps the state. */
  Changes NONE =
      new Changes() {
        @Override
        public void task(String id) {}

        @Override
        public void taskRemoved(String id) {}

        @Override
        public void worker(String id) {}

        @Override
        public void workerRemoved(String id) {}

        @Override
        public void general() {}
      };

  /** A task is new or differs. */
  void task(String id);

  /** A task is gone; it may come back with a later call of {@link #task}. */
  void taskRemoved(String id);

  /** A worker is new or differs. */
  void worker(String id);

  /** A worker is gone; it may come back with a later call of {@link #worker}. */
  void workerRemoved(String id);

  /** The pause or the totals of resources differ. */
  void general();
}
