package dev.stillson.server.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that somebody sent. Asking for a field that is there with another type is an error;
 * a field that is {@code null} counts as absent.
 */
public final class JsonObject {
  private final Map<String, @Nullable Object> fields;

  JsonObject(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /** The names of the fields. */
  public Set<String> names() {
    return fields.keySet();
  }

  /** A text; empty if absent. */
  public Optional<String> text(String name) throws MalformedJsonException {
    return field(name, String.class, "a string");
  }

  /** A text that must be there. */
  public String requiredText(String name) throws MalformedJsonException {
    return required(name, text(name));
  }

  /** A number; empty if absent. */
  public Optional<Double> number(String name) throws MalformedJsonException {
    return field(name, Number.class, "a number").map(Number::doubleValue);
  }

  /** A number that must be there. */
  public double requiredNumber(String name) throws MalformedJsonException {
    return required(name, number(name));
  }

  /** A whole number from {@code least} to {@code most} that must be there. */
  public int requiredInteger(String name, int least, int most) throws MalformedJsonException {
    double number = requiredNumber(name);
    if (number != Math.rint(number) || number < least || number > most) {
      throw new MalformedJsonException(
          "The field '" + name + "' must be a whole number from " + least + " to " + most);
    }
    return (int) number;
  }

  /** Yes or no; empty if absent. */
  public Optional<Boolean> flag(String name) throws MalformedJsonException {
    return field(name, Boolean.class, "true or false");
  }

  /** An object; empty if absent. */
  public Optional<JsonObject> object(String name) throws MalformedJsonException {
    return field(name, JsonObject.class, "an object");
  }

  /** A list of texts; empty if absent. */
  public Optional<List<String>> texts(String name) throws MalformedJsonException {
    Optional<List<?>> list = field(name, List.class, "a list").map(found -> (List<?>) found);
    if (list.isPresent() && !list.get().stream().allMatch(String.class::isInstance)) {
      throw new MalformedJsonException("The field '" + name + "' must be a list of strings");
    }
    return list.map(found -> found.stream().map(String.class::cast).toList());
  }

  /** A list of objects; empty if absent. */
  public Optional<List<JsonObject>> objects(String name) throws MalformedJsonException {
    Optional<List<?>> list = field(name, List.class, "a list").map(found -> (List<?>) found);
    if (list.isPresent() && !list.get().stream().allMatch(JsonObject.class::isInstance)) {
      throw new MalformedJsonException("The field '" + name + "' must be a list of objects");
    }
    return list.map(found -> found.stream().map(JsonObject.class::cast).toList());
  }

  private <T> Optional<T> field(String name, Class<T> type, String expected)
      throws MalformedJsonException {
    Object value = fields.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new MalformedJsonException("The field '" + name + "' must be " + expected);
    }
    return Optional.ofNullable(type.cast(value));
  }

  private static <T> T required(String name, Optional<T> value) throws MalformedJsonException {
    if (value.isEmpty()) {
      throw new MalformedJsonException("The field '" + name + "' is missing");
    }
    return value.get();
  }
}
