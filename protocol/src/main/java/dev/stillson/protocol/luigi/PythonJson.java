package dev.stillson.protocol.luigi;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Python's dialect of JSON: {@code NaN} and infinities are numbers. What is read is limited in
 * depth, so that no text makes the reader run out of stack; its size is limited by who receives it.
 */
final class PythonJson {
  private static final int DEPTH = 200;
  private static final int NUMBER_LENGTH = 1_000;
  private static final int STRING_LENGTH = 100_000_000;

  private static final TokenStreamFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(NUMBER_LENGTH)
                  .maxStringLength(STRING_LENGTH)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private PythonJson() {}

  /**
   * Reads one value.
   *
   * @throws LuigiCallException if the text is no JSON, or is nested too deeply
   */
  static PythonValue read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new LuigiCallException("The data is empty; it has to be JSON");
      }
      PythonValue value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new LuigiCallException("The data has something after the end of the JSON");
      }
      return value;
    } catch (JacksonException e) {
      throw new LuigiCallException("The data is no JSON: " + e.getOriginalMessage());
    }
  }

  private static PythonValue value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, PythonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          members.put(name, value(parser, parser.nextToken()));
        }
        yield new PythonValue.Members(members);
      }
      case START_ARRAY -> {
        List<PythonValue> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(value(parser, next));
        }
        yield new PythonValue.Items(items);
      }
      case VALUE_STRING -> new PythonValue.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
      case VALUE_TRUE -> new PythonValue.Truth(true);
      case VALUE_FALSE -> new PythonValue.Truth(false);
      case VALUE_NULL -> PythonValue.Nothing.NONE;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new LuigiCallException("The data is no JSON: it has " + token);
    };
  }

  private static PythonValue number(String text) {
    if (text.endsWith("INF")) {
      throw new LuigiCallException("The data is no JSON: it has " + text);
    }
    return PythonValue.Numeral.of(text);
  }

  /** A generator of ASCII text. */
  static JsonGenerator writer(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  static void write(PythonValue value, JsonGenerator out) {
    switch (value) {
      case PythonValue.Text text -> out.writeString(text.value());
      case PythonValue.Numeral numeral -> out.writeRawValue(numeral.digits());
      case PythonValue.Truth truth -> out.writeBoolean(truth.value());
      case PythonValue.Nothing nothing -> out.writeNull();
      case PythonValue.Items items -> {
        out.writeStartArray();
        items.values().forEach(item -> write(item, out));
        out.writeEndArray();
      }
      case PythonValue.Members members -> {
        out.writeStartObject();
        members
            .values()
            .forEach((name, item) -> {
              out.writeName(name);
              write(item, out);
            });
        out.writeEndObject();
      }
    }
  }

  static String text(PythonValue value) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator out = writer(text)) {
      write(value, out);
    }
    return text.toString(StandardCharsets.US_ASCII);
  }
}
