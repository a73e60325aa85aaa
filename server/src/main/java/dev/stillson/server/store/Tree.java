package dev.stillson.server.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON of the wider kind as trees; texts go in and come out by {@link StoredText}. */
final class Tree {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .build();

  private Tree() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(text -> array.add(StoredText.of(text)));
    return array;
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>(array.size());
    for (JsonNode one : array) {
      texts.add(text(one));
    }
    return List.copyOf(texts);
  }

  static ObjectNode texts(Map<String, String> texts) {
    ObjectNode object = object();
    texts.forEach((name, text) -> object.put(StoredText.of(name), StoredText.of(text)));
    return object;
  }

  static <V> Map<String, V> map(JsonNode object, Function<JsonNode, V> value) {
    Map<String, V> map = new LinkedHashMap<>();
    object
        .properties()
        .forEach(each -> map.put(StoredText.read(each.getKey()), value.apply(each.getValue())));
    return map;
  }

  static String text(JsonNode node) {
    return StoredText.read(node.asString());
  }

  static void put(ObjectNode object, String name, Optional<String> text) {
    text.ifPresent(value -> object.put(name, StoredText.of(value)));
  }

  static void putTime(ObjectNode object, String name, Optional<Instant> time) {
    time.ifPresent(value -> object.put(name, Nanos.of(value)));
  }

  /** The value of a field that may be missing. */
  static <V> Optional<V> field(JsonNode object, String name, Function<JsonNode, V> value) {
    @Nullable JsonNode found = object.get(name);
    return found == null ? Optional.empty() : Optional.of(value.apply(found));
  }

  static Instant time(JsonNode node) {
    return Nanos.time(node.asLong());
  }

  /** Texts, since JSON has no infinite numbers. */
  static String number(double value) {
    return Double.toString(value);
  }

  static double number(JsonNode node) {
    return Double.parseDouble(node.asString());
  }

  static Duration duration(JsonNode node) {
    return Duration.parse(node.asString());
  }
}
