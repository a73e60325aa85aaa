package dev.stillson.core.parameter;

/** {@link String}: any text is its own form. */
final class StringCodec extends Codec {

  @Override
  String form() {
    return "a text";
  }

  @Override
  String example() {
    return "anything";
  }

  @Override
  String text(Object value) {
    return (String) value;
  }

  @Override
  Object parse(String text) {
    return text;
  }

  @Override
  int compare(Object a, Object b) {
    return CodePoints.compare((String) a, (String) b);
  }
}
