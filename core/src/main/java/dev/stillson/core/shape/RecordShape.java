package dev.stillson.core.shape;

import java.lang.reflect.RecordComponent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes records of one class apart and puts them together. Safe for threads. */
public final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Class<?> type;
  private final RecordComponent[] components;
  private final Bridge.Ends bridge;

  private RecordShape(Class<?> type) {
    this.type = type;
    components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      bridge = Bridge.to(type, components, type.getDeclaredConstructor(types));
    } catch (NoSuchMethodException e) {
      throw new LinkageError("A record without its constructor: " + type.getName(), e);
    }
  }

  /**
   * The shape of {@code type}, a record; one for each class.
   *
   * @throws InaccessibleRecord if its module does not open its package
   */
  public static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** The components, in order; the array is not to be changed. */
  public RecordComponent[] components() {
    return components;
  }

  /** How many components there are. */
  public int size() {
    return components.length;
  }

  /** The name of component {@code index}. */
  public String name(int index) {
    return components[index].getName();
  }

  /**
   * The values of all components, in order.
   *
   * @throws NullComponent if one of them is null
   */
  public Object[] read(Object instance) {
    @Nullable Object[] values = readNullable(instance);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        throw new NullComponent(type, name(i));
      }
    }
    return values;
  }

  /** The values of all components, in order, null where they are. */
  public @Nullable Object[] readNullable(Object instance) {
    return (@Nullable Object[]) Objects.requireNonNull(bridge.reader().apply(instance));
  }

  /**
   * The record with {@code values}.
   *
   * @throws Refused if its constructor threw
   */
  public Object make(Object[] values) throws Refused {
    try {
      return bridge.maker().apply(values, values);
    } catch (RuntimeException e) {
      throw new Refused(e);
    }
  }

  /** The record's constructor threw. */
  public static final class Refused extends Exception {
    Refused(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }

    /** The constructor's own words, or the exception's name where it has none. */
    public String reason() {
      Throwable cause = Objects.requireNonNull(getCause());
      String message = cause.getMessage();
      return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
  }
}
