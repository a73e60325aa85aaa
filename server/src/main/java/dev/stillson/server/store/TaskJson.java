package dev.stillson.server.store;

import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.TaskRow.Dependency;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What each of many tasks has as JSON, written and read without a tree. */
final class TaskJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              tools.jackson.core.StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private TaskJson() {}

  /** An object with the values by name. */
  static String of(Parameters parameters) {
    if (parameters.size() == 0) {
      return "{}";
    }
    StringWriter text = new StringWriter(64);
    List<String> names = parameters.signature().names();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      for (int i = 0; i < parameters.size(); i++) {
        json.writeName(StoredText.of(names.get(i)));
        json.writeString(StoredText.of(parameters.value(i)));
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  static Parameters parameters(String text, Signature signature) {
    String[] values = new String[signature.names().size()];
    if (values.length > 0) {
      try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
        json.nextToken();
        for (int i = 0; i < values.length; i++) {
          json.nextToken();
          json.nextToken();
          values[i] = StoredText.read(json.getString());
        }
      }
    }
    return Parameters.of(signature, values);
  }

  /** A list of texts. */
  static String ofTexts(List<String> texts) {
    StringWriter text = new StringWriter(64);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (String one : texts) {
        json.writeString(StoredText.of(one));
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  /**
   * A list with the id of each task that must be done before, and an object for each dependency of
   * another kind; null: none.
   */
  static @Nullable String of(List<Dependency> dependencies) {
    if (dependencies.isEmpty()) {
      return null;
    }
    StringWriter text = new StringWriter(64);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      for (Dependency one : dependencies) {
        if (one.hard() && !one.soft() && !one.awaited() && !one.dynamic()) {
          json.writeString(StoredText.of(one.id()));
          continue;
        }
        json.writeStartObject();
        json.writeStringProperty("id", StoredText.of(one.id()));
        json.writeBooleanProperty("hard", one.hard());
        json.writeBooleanProperty("soft", one.soft());
        json.writeBooleanProperty("awaited", one.awaited());
        json.writeBooleanProperty("dynamic", one.dynamic());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  /** {@code text}: what {@link #of(List)} wrote, or nothing. */
  static List<Dependency> dependencies(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<Dependency> dependencies = new ArrayList<>(4);
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      for (JsonToken next = json.nextToken();
          next != JsonToken.END_ARRAY;
          next = json.nextToken()) {
        if (next == JsonToken.START_OBJECT) {
          dependencies.add(other(json));
        } else {
          String id = StoredText.read(json.getString());
          dependencies.add(new Dependency(id, true, false, false, false));
        }
      }
    }
    return List.copyOf(dependencies);
  }

  private static Dependency other(JsonParser json) {
    String id = "";
    boolean hard = false;
    boolean soft = false;
    boolean awaited = false;
    boolean dynamic = false;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "id" -> id = StoredText.read(json.getString());
        case "hard" -> hard = value == JsonToken.VALUE_TRUE;
        case "soft" -> soft = value == JsonToken.VALUE_TRUE;
        case "awaited" -> awaited = value == JsonToken.VALUE_TRUE;
        case "dynamic" -> dynamic = value == JsonToken.VALUE_TRUE;
        default -> throw new IllegalArgumentException("A dependency has a field '" + name + "'");
      }
    }
    return new Dependency(id, hard, soft, awaited, dynamic);
  }
}
