package dev.stillson.core.parameter;

/** {@code boolean}, written as Python does: {@code True} and {@code False}. */
final class BooleanCodec extends Codec {

  @Override
  String form() {
    return "true or false";
  }

  @Override
  String example() {
    return "true";
  }

  @Override
  String text(Object value) {
    return (Boolean) value ? "True" : "False";
  }

  @Override
  Object parse(String text) throws Unreadable {
    String word = text.strip();
    if (word.equalsIgnoreCase("true")) {
      return true;
    }
    if (word.equalsIgnoreCase("false")) {
      return false;
    }
    throw new Unreadable();
  }

  @Override
  void write(Object value, StringBuilder json) {
    json.append(value);
  }

  @Override
  Object read(Json json) throws Unreadable {
    if (json instanceof Json.Bool bool) {
      return bool.value();
    }
    return super.read(json);
  }
}
