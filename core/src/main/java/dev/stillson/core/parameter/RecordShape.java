package dev.stillson.core.parameter;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** Takes records of one class apart and puts them together. */
final class RecordShape {
  private final Class<?> type;
  private final RecordComponent[] components;
  private final Method[] accessors;
  private final Constructor<?> constructor;

  /**
   * Opens {@code type}, a record.
   *
   * @throws java.lang.reflect.InaccessibleObjectException if its module is closed
   */
  RecordShape(Class<?> type) {
    this.type = type;
    components = type.getRecordComponents();
    accessors = new Method[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      accessors[i] = components[i].getAccessor();
      accessors[i].setAccessible(true);
    }
    try {
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("A record without its canonical constructor: " + type, e);
    }
    constructor.setAccessible(true);
  }

  RecordComponent[] components() {
    return components;
  }

  /** The values of all components, in order. */
  Object[] read(Object instance) {
    Object[] values = new Object[accessors.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(instance, i);
    }
    return values;
  }

  /** The value of component {@code index}. */
  Object read(Object instance, int index) {
    Object value;
    try {
      value = accessors[index].invoke(instance);
    } catch (InvocationTargetException e) {
      throw unchecked(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(
          "Component '"
              + components[index].getName()
              + "' of "
              + type.getName()
              + " cannot be read",
          e);
    }
    if (value == null) {
      throw new IllegalArgumentException(
          "Component '"
              + components[index].getName()
              + "' of "
              + type.getSimpleName()
              + " is null\nhint: a value that may be absent is an Optional");
    }
    return value;
  }

  /** The record with {@code values}. */
  Object make(Object[] values) throws Refused {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw new Refused(refusal);
      }
      throw unchecked(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  private static RuntimeException unchecked(InvocationTargetException thrown) {
    return switch (thrown.getCause()) {
      case Error error -> throw error;
      case RuntimeException e -> e;
      case null, default -> new IllegalStateException(thrown);
    };
  }

  /** The record's constructor threw. */
  static final class Refused extends Exception {
    Refused(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }

    /** The constructor's own words, or the exception's name where it has none. */
    String reason() {
      Throwable cause = java.util.Objects.requireNonNull(getCause());
      String message = cause.getMessage();
      return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
  }
}
