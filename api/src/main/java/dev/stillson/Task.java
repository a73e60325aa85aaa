package dev.stillson;

/**
 * A unit of work that produces one target.
 *
 * <pre>{@code
 * record WordCount(LocalDate date) implements Task<Blob> {
 *   public Articles requires() { return new Articles(date); }
 *   public Blob output() { return Blob.at("word-count/%s.tsv", date); }
 *   public void run(TaskContext ctx) throws IOException { ... }
 * }
 * }</pre>
 *
 * @param <O> the type of the target
 */
public non-sealed interface Task<O extends Target> extends Producer<O> {

  /**
   * Does the work. Publishes {@link #output()} through {@code ctx}; returning normally without the
   * output existing is a failure.
   *
   * <p>May be called again after a failure or a crash, never twice at once.
   *
   * @throws PermanentFailure when trying again is pointless
   * @throws Exception any other failure; tried again as {@link #policy()} says
   */
  void run(TaskContext ctx) throws Exception;
}
