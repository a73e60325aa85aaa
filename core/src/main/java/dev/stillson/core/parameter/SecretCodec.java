package dev.stillson.core.parameter;

import dev.stillson.Secret;

/**
 * {@link Secret}. Its text is the value itself, since a task has to be made from it; {@link
 * Parameter} keeps it from everywhere else.
 */
final class SecretCodec extends Codec {

  @Override
  String form() {
    return "a secret text";
  }

  @Override
  String example() {
    return "******";
  }

  @Override
  String text(Object value) {
    return ((Secret) value).reveal();
  }

  @Override
  Object parse(String text) {
    return Secret.of(text);
  }

  @Override
  boolean secret() {
    return true;
  }

  @Override
  boolean comparable() {
    return false;
  }
}
