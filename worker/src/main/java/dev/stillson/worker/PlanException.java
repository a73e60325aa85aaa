package dev.stillson.worker;

/**
 * The pipeline as a whole cannot be planned, since what it consists of is ambiguous: two classes of
 * one family, or two tasks with one id. Nothing was run. The message is for the user and names all
 * problems.
 */
public class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** All problems, one after another. */
  public PlanException(String message) {
    super(message);
  }
}
