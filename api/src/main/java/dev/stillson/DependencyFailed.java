package dev.stillson;

/** Thrown by {@link TaskContext#require} when the required task can no longer succeed. */
public class DependencyFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String dependency;

  /**
   * A failure of {@code dependency}.
   *
   * @param dependency the id of the task that failed
   * @param cause one sentence: what went wrong with it
   */
  public DependencyFailed(String dependency, String cause) {
    super("A required task failed: " + dependency + (cause.isEmpty() ? "" : "\n  cause: " + cause));
    this.dependency = dependency;
  }

  /** The id of the task that failed. */
  public String dependency() {
    return dependency;
  }
}
