package dev.stillson.core.parameter;

import java.util.Optional;

/** {@link Optional}: an empty text is none; inside a list or a map, {@code null} is. */
final class OptionalCodec extends Codec {
  private final Codec element;

  OptionalCodec(Codec element) {
    this.element = element;
  }

  @Override
  String form() {
    return element.form() + ", or nothing";
  }

  @Override
  String example() {
    return element.example();
  }

  @Override
  String text(Object value) {
    Optional<?> optional = (Optional<?>) value;
    return optional.isPresent() ? element.text(optional.get()) : "";
  }

  @Override
  Object parse(String text) throws Unreadable {
    return text.isEmpty() ? Optional.empty() : Optional.of(element.parse(text));
  }

  @Override
  void write(Object value, StringBuilder json) {
    Optional<?> optional = (Optional<?>) value;
    if (optional.isPresent()) {
      element.write(optional.get(), json);
    } else {
      json.append("null");
    }
  }

  @Override
  Object read(Json json) throws Unreadable {
    return json == Json.Null.NULL ? Optional.empty() : Optional.of(element.read(json));
  }

  @Override
  boolean comparable() {
    return false;
  }

  @Override
  boolean secret() {
    return element.secret();
  }
}
