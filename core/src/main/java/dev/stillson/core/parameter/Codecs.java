package dev.stillson.core.parameter;

import dev.stillson.core.shape.InaccessibleRecord;
import dev.stillson.core.shape.RecordShape;

import dev.stillson.DateInterval;
import dev.stillson.Hour;
import dev.stillson.Minute;
import dev.stillson.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses the codec of a component by its type. */
final class Codecs {

  /** What a component's type may be, for messages. */
  static final String SUPPORTED =
      "boolean, int, long, double, BigDecimal, String, an enum, LocalDate, YearMonth, Year, Hour,"
          + " Minute, LocalDateTime, Instant, Duration, Period, DateInterval, URI, Path, Secret,"
          + " Optional<T>, List<T>, Set<T>, Map<String, T>, or a record of these";

  /** The records around the type that is looked at; a record inside itself has no text form. */
  private final List<Class<?>> around = new ArrayList<>();

  /** The codec of {@code type}. */
  Codec of(Type type) throws Unsupported {
    if (type instanceof Class<?> plain) {
      return ofClass(plain);
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Type last = arguments[arguments.length - 1];
      Type raw = generic.getRawType();
      if (raw == Optional.class) {
        return new OptionalCodec(of(last));
      }
      if (raw == List.class || raw == Set.class) {
        return new ElementsCodec(of(last), raw == Set.class);
      }
      if (raw == Map.class && arguments[0] == String.class) {
        return new MapCodec(of(last));
      }
    }
    throw new Unsupported(name(type));
  }

  private Codec ofClass(Class<?> type) throws Unsupported {
    if (type == LocalDate.class) {
      return new TimeCodec(TimeCodec.Kind.DATE);
    }
    if (type == String.class) {
      return new StringCodec();
    }
    if (type == int.class || type == Integer.class) {
      return new WholeNumberCodec(false);
    }
    if (type == long.class || type == Long.class) {
      return new WholeNumberCodec(true);
    }
    if (type == boolean.class || type == Boolean.class) {
      return new BooleanCodec();
    }
    if (type == double.class || type == Double.class) {
      return new DoubleCodec();
    }
    if (type.isEnum()) {
      return new EnumCodec(type);
    }
    if (type.getPackageName().equals("java.time")) {
      return ofTime(type);
    }
    if (type == Hour.class) {
      return new TimeCodec(TimeCodec.Kind.HOUR);
    }
    if (type == Minute.class) {
      return new TimeCodec(TimeCodec.Kind.MINUTE);
    }
    if (type == DateInterval.class) {
      return new TimeCodec(TimeCodec.Kind.INTERVAL);
    }
    if (type == Secret.class) {
      return new SecretCodec();
    }
    if (type == BigDecimal.class) {
      return new DecimalCodec();
    }
    if (type == Path.class || type == URI.class) {
      return new PlaceCodec(type == URI.class);
    }
    if (type.isRecord()) {
      return ofRecord(type);
    }
    throw new Unsupported(name(type));
  }

  private static Codec ofTime(Class<?> type) throws Unsupported {
    if (type == Duration.class) {
      return new DurationCodec();
    }
    if (type == LocalDateTime.class) {
      return new TimeCodec(TimeCodec.Kind.SECOND);
    }
    if (type == YearMonth.class) {
      return new TimeCodec(TimeCodec.Kind.MONTH);
    }
    if (type == Year.class) {
      return new TimeCodec(TimeCodec.Kind.YEAR);
    }
    if (type == Instant.class) {
      return new TimeCodec(TimeCodec.Kind.INSTANT);
    }
    if (type == Period.class) {
      return new TimeCodec(TimeCodec.Kind.PERIOD);
    }
    throw new Unsupported(name(type));
  }

  private Codec ofRecord(Class<?> type) throws Unsupported {
    if (around.contains(type)) {
      throw new Unsupported(name(type) + " inside itself");
    }
    around.add(type);
    try {
      RecordShape shape = RecordShape.of(type);
      RecordComponent[] components = shape.components();
      String[] names = new String[components.length];
      Codec[] codecs = new Codec[components.length];
      for (int i = 0; i < components.length; i++) {
        names[i] = WireName.of(components[i].getName());
        try {
          codecs[i] = of(components[i].getGenericType());
        } catch (Unsupported e) {
          throw new Unsupported(
              name(type) + " with '" + components[i].getName() + "' of type " + e.type());
        }
      }
      return new RecordCodec(shape, names, codecs);
    } catch (InaccessibleRecord e) {
      throw new Unsupported(name(type) + " of a closed module");
    } finally {
      around.removeLast();
    }
  }

  private static String name(Type type) {
    return type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
  }

  /** There is no codec for a type. */
  static final class Unsupported extends Exception {
    Unsupported(String type) {
      super(type, null, false, false);
    }

    String type() {
      return String.valueOf(getMessage());
    }
  }
}
