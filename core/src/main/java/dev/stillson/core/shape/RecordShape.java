package dev.stillson.core.shape;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Takes records of one class apart and puts them together. */
public final class RecordShape {
  private final Class<?> type;
  private final RecordComponent[] components;
  private final Method[] accessors;
  private final Constructor<?> constructor;

  /**
   * Opens {@code type}, a record.
   *
   * @throws java.lang.reflect.InaccessibleObjectException if its module is closed
   */
  public RecordShape(Class<?> type) {
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

  /** The components, in order; the array is not to be changed. */
  public RecordComponent[] components() {
    return components;
  }

  /** The values of all components, in order. */
  public Object[] read(Object instance) {
    Object[] values = new Object[accessors.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(instance, i);
    }
    return values;
  }

  /** How many components there are. */
  public int size() {
    return accessors.length;
  }

  /** The name of component {@code index}. */
  public String name(int index) {
    return components[index].getName();
  }

  /**
   * The value of component {@code index}.
   *
   * @throws NullComponent if it is null
   */
  public Object read(Object instance, int index) {
    Object value = readNullable(instance, index);
    if (value == null) {
      throw new NullComponent(type, name(index));
    }
    return value;
  }

  /** The value of component {@code index}, null if it is. */
  public @Nullable Object readNullable(Object instance, int index) {
    try {
      return accessors[index].invoke(instance);
    } catch (InvocationTargetException e) {
      throw unchecked(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(
          "Component '" + name(index) + "' of " + type.getName() + " cannot be read", e);
    }
  }

  /** The record with {@code values}. */
  public Object make(Object[] values) throws Refused {
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
  public static final class Refused extends Exception {
    Refused(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }

    /** The constructor's own words, or the exception's name where it has none. */
    public String reason() {
      Throwable cause = java.util.Objects.requireNonNull(getCause());
      String message = cause.getMessage();
      return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
  }
}
