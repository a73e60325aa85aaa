package dev.stillson.core.parameter;

import dev.stillson.core.shape.RecordShape;

import java.util.Arrays;
import java.util.Map;

/**
 * A record inside a parameter: a JSON object with the wire names of its components, in their order.
 */
final class RecordCodec extends JsonCodec {
  private final RecordShape shape;
  private final String[] names;
  private final Codec[] codecs;

  RecordCodec(RecordShape shape, String[] names, Codec[] codecs) {
    this.shape = shape;
    this.names = names;
    this.codecs = codecs;
  }

  @Override
  String form() {
    return "a JSON object";
  }

  @Override
  void writeExample(StringBuilder json) {
    for (int i = 0; i < names.length; i++) {
      json.append(i == 0 ? "{" : ", ");
      JsonText.quote(names[i], json);
      json.append(": ");
      example(codecs[i], json);
    }
    json.append(names.length == 0 ? "{}" : "}");
  }

  @Override
  void write(Object value, StringBuilder json) {
    Object[] values = shape.read(value);
    json.append('{');
    for (int i = 0; i < names.length; i++) {
      json.append(i == 0 ? "" : ", ");
      JsonText.quote(names[i], json);
      json.append(": ");
      codecs[i].write(values[i], json);
    }
    json.append('}');
  }

  @Override
  Object read(Json json) throws Unreadable {
    if (!(json instanceof Json.Members members)) {
      throw new Unreadable("expected " + form() + " instead of " + json.kind());
    }
    Map<String, Json> byName = members.byName();
    Object[] values = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      Json value = byName.get(names[i]);
      if (value == null && !(codecs[i] instanceof OptionalCodec)) {
        throw new Unreadable("'" + names[i] + "' is missing");
      }
      try {
        values[i] = codecs[i].read(value == null ? Json.Null.NULL : value);
      } catch (Unreadable e) {
        throw inside("'" + names[i] + "'", codecs[i], e);
      }
    }
    for (String name : byName.keySet()) {
      if (!Arrays.asList(names).contains(name)) {
        throw new Unreadable("there is no '" + name + "'");
      }
    }
    try {
      return shape.make(values);
    } catch (RecordShape.Refused e) {
      throw new Unreadable(e.reason());
    }
  }

  @Override
  boolean secret() {
    for (Codec codec : codecs) {
      if (codec.secret()) {
        return true;
      }
    }
    return false;
  }
}
