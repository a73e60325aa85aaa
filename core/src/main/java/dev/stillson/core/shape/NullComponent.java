package dev.stillson.core.shape;

/** A component of a record is null where a value must be. */
public final class NullComponent extends RuntimeException {
  private final transient Class<?> type;
  private final String component;

  NullComponent(Class<?> type, String component) {
    super(
        "Component '"
            + component
            + "' of "
            + type.getSimpleName()
            + " is null.\nhint: a value that may be absent is an Optional");
    this.type = type;
    this.component = component;
  }

  /** The record. */
  public Class<?> type() {
    return type;
  }

  /** The component's name. */
  public String component() {
    return component;
  }
}
