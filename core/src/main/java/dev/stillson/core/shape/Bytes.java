package dev.stillson.core.shape;

import java.util.Arrays;

/** Bytes that are written one after another, high byte first, as class files are. */
final class Bytes {
  private byte[] bytes = new byte[256];
  private int length;

  int length() {
    return length;
  }

  Bytes u1(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) value;
    return this;
  }

  Bytes u2(int value) {
    return u1(value >> 8).u1(value);
  }

  Bytes u4(int value) {
    return u2(value >> 16).u2(value);
  }

  Bytes all(Bytes more) {
    for (int i = 0; i < more.length; i++) {
      u1(more.bytes[i]);
    }
    return this;
  }

  /** The length in bytes and the characters, each char on its own in up to three bytes. */
  Bytes utf8(String text) {
    Bytes encoded = new Bytes();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0 && c < 0x80) {
        encoded.u1(c);
      } else if (c < 0x800) {
        encoded.u1(0xc0 | c >> 6).u1(0x80 | (c & 0x3f));
      } else {
        encoded.u1(0xe0 | c >> 12).u1(0x80 | (c >> 6 & 0x3f)).u1(0x80 | (c & 0x3f));
      }
    }
    return u2(encoded.length).all(encoded);
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }
}
