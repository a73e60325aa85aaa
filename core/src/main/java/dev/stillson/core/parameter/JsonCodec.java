package dev.stillson.core.parameter;

/** A type whose text is JSON: lists, sets, maps and nested records. */
abstract class JsonCodec extends Codec {

  @Override
  abstract void write(Object value, StringBuilder json);

  @Override
  abstract Object read(Json json) throws Unreadable;

  @Override
  final String text(Object value) {
    StringBuilder json = new StringBuilder();
    write(value, json);
    return json.toString();
  }

  @Override
  final Object parse(String text) throws Unreadable {
    return read(JsonReader.read(text));
  }

  @Override
  final String example() {
    StringBuilder json = new StringBuilder();
    writeExample(json);
    return json.toString();
  }

  abstract void writeExample(StringBuilder json);

  /** An example of {@code codec} as it stands inside JSON. */
  static void example(Codec codec, StringBuilder json) {
    if (codec instanceof JsonCodec nested) {
      nested.writeExample(json);
      return;
    }
    try {
      codec.write(codec.parse(codec.example()), json);
    } catch (Unreadable e) {
      JsonText.quote(codec.example(), json);
    }
  }

  @Override
  boolean comparable() {
    return false;
  }

  /** What is wrong inside, with the place of it. */
  static Unreadable inside(String place, Codec codec, Unreadable cause) {
    String why = cause.why().isEmpty() ? "expected " + codec.form() : cause.why();
    return new Unreadable(place + ": " + why);
  }
}
