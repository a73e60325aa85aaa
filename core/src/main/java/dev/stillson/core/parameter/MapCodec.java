package dev.stillson.core.parameter;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link Map} with text keys. Written in the order of the keys, since equal maps must have one
 * text; Luigi writes a dictionary in the order in which it was filled.
 */
final class MapCodec extends JsonCodec {
  private final Codec element;

  MapCodec(Codec element) {
    this.element = element;
  }

  @Override
  String form() {
    return "a JSON object";
  }

  @Override
  void writeExample(StringBuilder json) {
    json.append("{\"key\": ");
    example(element, json);
    json.append('}');
  }

  @Override
  void write(Object value, StringBuilder json) {
    TreeMap<String, Object> sorted = new TreeMap<>(CodePoints::compare);
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      sorted.put((String) entry.getKey(), entry.getValue());
    }
    json.append('{');
    boolean first = true;
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      json.append(first ? "" : ", ");
      first = false;
      JsonText.quote(entry.getKey(), json);
      json.append(": ");
      element.write(entry.getValue(), json);
    }
    json.append('}');
  }

  @Override
  Object read(Json json) throws Unreadable {
    if (!(json instanceof Json.Members members)) {
      throw new Unreadable("expected " + form() + " instead of " + json.kind());
    }
    TreeMap<String, Object> map = new TreeMap<>();
    for (Map.Entry<String, Json> entry : members.byName().entrySet()) {
      try {
        map.put(entry.getKey(), element.read(entry.getValue()));
      } catch (Unreadable e) {
        throw inside("'" + entry.getKey() + "'", element, e);
      }
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  boolean secret() {
    return element.secret();
  }
}
