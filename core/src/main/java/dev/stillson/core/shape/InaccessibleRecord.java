package dev.stillson.core.shape;

/** A record is in a module that does not open its package. */
public final class InaccessibleRecord extends RuntimeException {
  private final transient Class<?> type;

  InaccessibleRecord(Class<?> type, Throwable cause) {
    super(
        "Package "
            + type.getPackageName()
            + " is not open.\nhint: add to module-info.java: opens "
            + type.getPackageName()
            + ";",
        cause);
    this.type = type;
  }

  /** The record. */
  public Class<?> type() {
    return type;
  }
}
