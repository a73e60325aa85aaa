package dev.stillson.tabular;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A type that a component of a row may have: how it is read from text (CSV, SQLite's dates) and
 * from the values that databases give. A value that would change on the way is refused.
 *
 * @param expected what is expected, for messages
 * @param conversion from a value to the component's; throws {@link IllegalArgumentException} or
 *     {@link ArithmeticException} if it does not fit
 */
record ValueType(String expected, Function<Object, Object> conversion) {
  private static final Map<Class<?>, ValueType> TYPES = new LinkedHashMap<>();
  private static final ClassValue<ValueType> ENUMS =
      new ClassValue<>() {
        @Override
        protected ValueType computeValue(Class<?> type) {
          return enumeration(type);
        }
      };

  static {
    ValueType text = new ValueType("text", ValueType::text);
    ValueType whole =
        new ValueType("a whole number (int), such as 42", raw -> decimal(raw).intValueExact());
    ValueType big =
        new ValueType("a whole number (long), such as 42", raw -> decimal(raw).longValueExact());
    ValueType real = new ValueType("a number (double), such as 4.2", ValueType::real);
    ValueType truth = new ValueType("true or false", ValueType::truth);
    TYPES.put(String.class, text);
    TYPES.put(int.class, whole);
    TYPES.put(Integer.class, whole);
    TYPES.put(long.class, big);
    TYPES.put(Long.class, big);
    TYPES.put(double.class, real);
    TYPES.put(Double.class, real);
    TYPES.put(boolean.class, truth);
    TYPES.put(Boolean.class, truth);
    TYPES.put(BigDecimal.class, new ValueType("a number, such as 4.20", ValueType::decimal));
    TYPES.put(LocalDate.class, new ValueType("a date, such as 2026-11-21", ValueType::date));
    TYPES.put(
        LocalDateTime.class,
        new ValueType("a date and time, such as 2026-11-21T15:30:00", ValueType::dateTime));
    TYPES.put(
        Instant.class,
        new ValueType("an instant, such as 2026-11-21T15:30:00Z", ValueType::instant));
  }

  static boolean exists(Class<?> type) {
    return type.isEnum() || TYPES.containsKey(type);
  }

  /** The names of all types, for messages. */
  static String names() {
    return TYPES.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(" "))
        + ", enums, and Optional of these";
  }

  static ValueType of(Class<?> type) {
    ValueType found = TYPES.get(type);
    return found == null ? ENUMS.get(type) : found;
  }

  Object read(Object raw) {
    try {
      return conversion.apply(raw);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ValueType enumeration(Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    return new ValueType(
        "one of " + String.join(", ", constants.keySet()),
        raw -> {
          Object constant = constants.get(raw.toString());
          if (constant == null) {
            throw unfit();
          }
          return constant;
        });
  }

  private static Object text(Object raw) {
    return switch (raw) {
      case String text -> text;
      case BigDecimal number -> number.toPlainString();
      case byte[] _ -> throw unfit();
      default -> raw.toString();
    };
  }

  private static BigDecimal decimal(Object raw) {
    return switch (raw) {
      case BigDecimal number -> number;
      case BigInteger number -> new BigDecimal(number);
      case Double number -> BigDecimal.valueOf(number);
      case Float number -> new BigDecimal(number.toString());
      case Number number -> BigDecimal.valueOf(number.longValue());
      case String text -> new BigDecimal(text.strip());
      default -> throw unfit();
    };
  }

  private static Object real(Object raw) {
    return switch (raw) {
      case Number number -> number.doubleValue();
      // Java's own reading also takes the suffixes of its literals, which no other program writes.
      case String text
          when !text.isBlank()
              && "dDfF".indexOf(text.strip().charAt(text.strip().length() - 1)) < 0 ->
          Double.parseDouble(text.strip());
      default -> throw unfit();
    };
  }

  private static Object truth(Object raw) {
    return switch (raw) {
      case Boolean truth -> truth;
      case Number number when number.doubleValue() == 1 -> true;
      case Number number when number.doubleValue() == 0 -> false;
      case String text ->
          switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> true;
            case "false", "f", "0" -> false;
            default -> throw unfit();
          };
      default -> throw unfit();
    };
  }

  private static Object date(Object raw) {
    return switch (raw) {
      case LocalDate date -> date;
      case LocalDateTime time when time.toLocalTime().equals(LocalTime.MIDNIGHT) ->
          time.toLocalDate();
      case String text -> LocalDate.parse(text.strip());
      default -> throw unfit();
    };
  }

  private static Object dateTime(Object raw) {
    return switch (raw) {
      case LocalDateTime time -> time;
      case LocalDate date -> date.atStartOfDay();
      case String text -> LocalDateTime.parse(withT(text));
      default -> throw unfit();
    };
  }

  private static Object instant(Object raw) {
    return switch (raw) {
      case Instant instant -> instant;
      case OffsetDateTime time -> time.toInstant();
      case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
      case String text -> OffsetDateTime.parse(withT(text)).toInstant();
      default -> throw unfit();
    };
  }

  /** SQL writes a space where ISO 8601 has its T. */
  private static String withT(String text) {
    String stripped = text.strip();
    return stripped.length() > 10 && stripped.charAt(10) == ' '
        ? stripped.substring(0, 10) + 'T' + stripped.substring(11)
        : stripped;
  }

  private static IllegalArgumentException unfit() {
    return new IllegalArgumentException("a value of another kind");
  }
}
