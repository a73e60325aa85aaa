package dev.stillson.protocol.worker;

import dev.stillson.core.text.Shown;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON value by value. Every problem is a {@link ProtocolException} that says where it is;
 * sizes and depth are limited before anything is kept.
 */
final class JsonInput implements AutoCloseable {
  static final int LONGEST_TEXT = 4 << 20;
  private static final int LONGEST_SHOWN = 80;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxDocumentLength(256L << 20)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNumberLength(100)
                  .maxNameLength(1_000)
                  .build())
          .build();

  private final JsonParser parser;
  private boolean peeked;

  JsonInput(InputStream in) {
    parser = guarded(() -> FACTORY.createParser(ObjectReadContext.empty(), in));
  }

  /** What may throw Jackson's exceptions. */
  @FunctionalInterface
  interface Step<T> {
    T take();
  }

  /** Takes {@code step}; Jackson's exceptions become those of the protocol. */
  static <T> T guarded(Step<T> step) {
    try {
      return step.take();
    } catch (StreamConstraintsException e) {
      throw new ProtocolException(
          ProtocolException.Code.TOO_LARGE,
          "The message has a part that is too large or too deep: " + e.getOriginalMessage(),
          "send less in one request");
    } catch (JacksonIOException e) {
      throw new java.io.UncheckedIOException(e.getCause());
    } catch (JacksonException e) {
      throw malformed("The message is not JSON: " + e.getOriginalMessage() + place(e));
    }
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null ? "" : " (byte " + e.getLocation().getByteOffset() + ")";
  }

  static ProtocolException malformed(String message) {
    return new ProtocolException(ProtocolException.Code.MALFORMED, message, "");
  }

  static ProtocolException invalid(String message, String hint) {
    return new ProtocolException(ProtocolException.Code.INVALID_VALUE, message, hint);
  }

  static String shown(String text) {
    String plain = Shown.plain(text);
    return plain.length() <= LONGEST_SHOWN ? plain : plain.substring(0, LONGEST_SHOWN) + "…";
  }

  private JsonToken advance() {
    if (peeked) {
      peeked = false;
      return parser.currentToken();
    }
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw malformed("The message ends too early");
    }
    return token;
  }

  private ProtocolException wrong(String expected) {
    return malformed(
        "The message has a value of the wrong type\n  expected: "
            + expected
            + "\n  place:    byte "
            + parser.currentLocation().getByteOffset());
  }

  void beginObject() {
    if (advance() != JsonToken.START_OBJECT) {
      throw wrong("an object");
    }
  }

  /** The next field's name; null: the object is over. */
  @Nullable String name() {
    JsonToken token = advance();
    return token == JsonToken.END_OBJECT ? null : parser.currentName();
  }

  void beginArray() {
    if (advance() != JsonToken.START_ARRAY) {
      throw wrong("an array");
    }
  }

  /** Whether another element follows; if not, the array is over. */
  boolean more() {
    if (advance() == JsonToken.END_ARRAY) {
      return false;
    }
    peeked = true;
    return true;
  }

  String text() {
    if (advance() != JsonToken.VALUE_STRING) {
      throw wrong("a text");
    }
    return parser.getString();
  }

  int integer(int least) {
    long number = number(least);
    if (number > Integer.MAX_VALUE) {
      throw invalid("A number is " + number + "; " + Integer.MAX_VALUE + " is the most", "");
    }
    return (int) number;
  }

  long number(long least) {
    if (advance() != JsonToken.VALUE_NUMBER_INT) {
      throw wrong("a whole number");
    }
    long number = parser.getLongValue();
    if (number < least) {
      throw invalid("A number is " + number + "; " + least + " is the least", "");
    }
    return number;
  }

  /** A number; the words Infinity and -Infinity count as numbers. */
  double decimal() {
    JsonToken token = advance();
    if (token == JsonToken.VALUE_STRING) {
      return switch (parser.getString()) {
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw wrong("a number");
      };
    }
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw wrong("a number");
    }
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw invalid("A number is too large: " + shown(parser.getString()), "");
    }
    return number;
  }

  boolean truth() {
    return switch (advance()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrong("true or false");
    };
  }

  /** Whether the next value is a number. */
  boolean isNumber() {
    return peek() == JsonToken.VALUE_NUMBER_INT;
  }

  /** Whether the next value is an array. */
  boolean isArray() {
    return peek() == JsonToken.START_ARRAY;
  }

  /** Whether the next value is a text. */
  boolean isText() {
    return peek() == JsonToken.VALUE_STRING;
  }

  private JsonToken peek() {
    JsonToken token = advance();
    peeked = true;
    return token;
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    beginArray();
    while (more()) {
      texts.add(text());
    }
    return texts;
  }

  Map<String, String> textsByName() {
    Map<String, String> texts = new LinkedHashMap<>();
    beginObject();
    for (String name = name(); name != null; name = name()) {
      texts.put(name, text());
    }
    return texts;
  }

  Map<String, Double> numbersByName() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    beginObject();
    for (String name = name(); name != null; name = name()) {
      numbers.put(name, decimal());
    }
    return numbers;
  }

  /** Passes over a value of whatever kind. */
  void skip() {
    advance();
    parser.skipChildren();
  }

  /** Checks that nothing follows. */
  void end() {
    if (parser.nextToken() != null) {
      throw malformed("The message goes on after its end");
    }
  }

  @Override
  public void close() {
    parser.close();
  }
}
