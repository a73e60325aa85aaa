package dev.stillson;

/** A failure that trying again cannot mend. A task that throws it is not retried. */
public class PermanentFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure explained by {@code message}. */
  public PermanentFailure(String message) {
    super(message);
  }

  /** A failure explained by {@code message} and caused by {@code cause}. */
  public PermanentFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
