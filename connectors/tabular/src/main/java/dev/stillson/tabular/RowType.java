package dev.stillson.tabular;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a record is a row: each component is a column, named as the component in snake_case. Or how
 * one value is a row of one column.
 *
 * <p>Components are {@code String int long double boolean BigDecimal LocalDate LocalDateTime
 * Instant}, enums, and {@link Optional} of these for values that may be missing. An {@link
 * java.time.Instant} read from a date and time that has no zone is taken as UTC.
 *
 * <p>Immutable.
 *
 * @param <R> the record, or one of the types above
 */
public final class RowType<R> {
  private static final ClassValue<RowType<?>> TYPES =
      new ClassValue<>() {
        @Override
        protected RowType<?> computeValue(Class<?> type) {
          return make(type);
        }
      };

  private final Class<R> type;
  private final List<Column> columns;
  private final List<Method> accessors;
  private final @Nullable Constructor<R> constructor;

  private RowType(
      Class<R> type,
      List<Column> columns,
      List<Method> accessors,
      @Nullable Constructor<R> constructor) {
    this.type = type;
    this.columns = List.copyOf(columns);
    this.accessors = List.copyOf(accessors);
    this.constructor = constructor;
  }

  /**
   * The row type of {@code type}.
   *
   * @throws IllegalArgumentException if a component has another type than those above, or {@code
   *     type} is neither a record nor one of them; the message names all components that are wrong
   */
  @SuppressWarnings("unchecked") // The row type that was made for this class.
  public static <R> RowType<R> of(Class<R> type) {
    return (RowType<R>) TYPES.get(type);
  }

  private static <R> RowType<R> make(Class<R> type) {
    if (!type.isRecord()) {
      if (!ValueType.exists(type)) {
        throw new IllegalArgumentException(
            "%s cannot be a row\n  expected: a record or %s"
                .formatted(type.getName(), ValueType.names()));
      }
      return new RowType<>(type, List.of(new Column("value", type, false)), List.of(), null);
    }
    List<Column> columns = new ArrayList<>();
    List<Method> accessors = new ArrayList<>();
    StringJoiner wrong = new StringJoiner("");
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] parameters = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      parameters[i] = component.getType();
      boolean optional = component.getType() == Optional.class;
      Class<?> value = optional ? inside(component.getGenericType()) : component.getType();
      if (!ValueType.exists(value)) {
        wrong.add(
            "\n  component: %s %s"
                .formatted(component.getGenericType().getTypeName(), component.getName()));
      }
      columns.add(new Column(snakeCase(component.getName()), value, optional));
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      accessors.add(accessor);
    }
    if (wrong.length() > 0) {
      throw new IllegalArgumentException(
          "Record %s cannot be a row%s\n  expected:  %s"
              .formatted(type.getName(), wrong, ValueType.names()));
    }
    return new RowType<>(type, columns, accessors, canonical(type, parameters));
  }

  /** The record or value type. */
  public Class<R> type() {
    return type;
  }

  /** The columns, in the order of the components; of a single value, one. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * For each column, its index in {@code header}; names are compared as they are, then without
   * regard to case. Further columns of {@code header} are passed over. A single value is the first
   * column, whatever its name.
   *
   * @throws BadRow if {@code header} lacks a column; the message names all that are missing
   */
  public int[] positions(List<String> header, Place place) {
    if (constructor == null && !header.isEmpty()) {
      return new int[] {0};
    }
    Map<String, Integer> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < header.size(); i++) {
      folded.putIfAbsent(header.get(i).strip(), i);
    }
    int[] positions = new int[columns.size()];
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      String name = columns.get(i).name();
      int exact = header.indexOf(name);
      Integer position = exact >= 0 ? Integer.valueOf(exact) : folded.get(name);
      if (position == null) {
        missing.add(name);
      } else {
        positions[i] = position;
      }
    }
    if (!missing.isEmpty()) {
      throw new BadRow(
          place,
          "columns of %s are missing\n  missing: %s\n  found:   %s"
              .formatted(
                  type.getSimpleName(), String.join(", ", missing), String.join(", ", header)));
    }
    return positions;
  }

  /**
   * The row whose columns hold {@code values}.
   *
   * @param values texts, or what databases give, with {@code java.time}'s types for dates; null for
   *     a missing value; as many as there are columns
   * @param place where the row comes from
   * @throws BadRow if a value does not fit, or the record's constructor refuses them
   */
  public R read(@Nullable Object[] values, Place place) {
    Object[] arguments = new Object[columns.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = columns.get(i).read(values[i], place);
    }
    if (constructor == null) {
      @SuppressWarnings("unchecked") // Column.read gives a value of the column's type, which is R.
      R value = (R) arguments[0];
      return value;
    }
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BadRow(
          place, "%s refuses the row\n  cause: %s".formatted(type.getSimpleName(), cause), cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Record " + type.getName() + " cannot be made", e);
    }
  }

  /** The values of {@code row}'s columns; null where an {@link Optional} is empty. */
  public @Nullable Object[] values(R row) {
    if (constructor == null) {
      return new Object[] {row};
    }
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      try {
        Object value = accessors.get(i).invoke(row);
        values[i] = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Record " + type.getName() + " cannot be read", e);
      }
    }
    return values;
  }

  @Override
  public String toString() {
    return "RowType[" + type.getSimpleName() + "]";
  }

  private static Class<?> inside(Type optional) {
    return optional instanceof ParameterizedType parameterized
            && parameterized.getActualTypeArguments()[0] instanceof Class<?> value
        ? value
        : Optional.class;
  }

  private static <R> Constructor<R> canonical(Class<R> type, Class<?>[] parameters) {
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Record " + type.getName() + " has no constructor", e);
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
