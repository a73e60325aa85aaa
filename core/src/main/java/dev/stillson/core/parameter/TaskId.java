package dev.stillson.core.parameter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The identity of a task as text, byte for byte what Luigi computes: {@code
 * family_firstThreeValues_hash}.
 *
 * <p>Only parameters that are significant and public take part.
 */
public final class TaskId {
  private TaskId() {}

  private static final int SUMMARY_VALUES = 3;
  private static final int SUMMARY_LENGTH = 16;
  private static final int HASH_DIGITS = 10;
  private static final String HEX = "0123456789abcdef";

  /**
   * The id of a task of {@code family} with {@code parameters}, values by wire name, in any order;
   * for tasks that are no Java class here.
   */
  public static String of(String family, Map<String, String> parameters) {
    String[] names = parameters.keySet().toArray(new String[0]);
    Arrays.sort(names, CodePoints::compare);
    String[] values = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      values[i] = parameters.get(names[i]);
    }
    return of(family, keys(names), values);
  }

  /** What stands before each value in the hashed text: comma, name and colon. */
  static byte[][] keys(String[] sortedNames) {
    byte[][] keys = new byte[sortedNames.length][];
    for (int i = 0; i < keys.length; i++) {
      StringBuilder key = new StringBuilder().append(i == 0 ? '{' : ',');
      JsonText.quote(sortedNames[i], key);
      keys[i] = key.append(':').toString().getBytes(StandardCharsets.US_ASCII);
    }
    return keys;
  }

  /** The id of a task of {@code family}; {@code values} in the order of their names. */
  static String of(String family, byte[][] keys, String[] values) {
    HashedText text = new HashedText();
    for (int i = 0; i < values.length; i++) {
      text.append(keys[i]);
      text.quote(values[i]);
    }
    if (values.length == 0) {
      text.append('{');
    }
    text.append('}');
    long hash = Md5.first8(text.bytes, text.length);
    StringBuilder id = new StringBuilder(family.length() + 48).append(family).append('_');
    for (int i = 0; i < Math.min(values.length, SUMMARY_VALUES); i++) {
      if (i > 0) {
        id.append('_');
      }
      summarise(values[i], id);
    }
    id.append('_');
    for (int i = 0; i < HASH_DIGITS; i++) {
      id.append(HEX.charAt((int) (hash >>> (60 - 4 * i)) & 15));
    }
    return id.toString();
  }

  private static void summarise(String value, StringBuilder id) {
    int at = 0;
    for (int count = 0; count < SUMMARY_LENGTH && at < value.length(); count++) {
      char c = value.charAt(at);
      boolean kept =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
      id.append(kept ? c : '_');
      at += Character.isHighSurrogate(c) ? Character.charCount(value.codePointAt(at)) : 1;
    }
  }

  /** Collects the JSON text that is hashed; all of it is ASCII. */
  private static final class HashedText {
    private byte[] bytes = new byte[192];
    private int length;

    void append(char c) {
      room(1);
      bytes[length++] = (byte) c;
    }

    void append(byte[] more) {
      room(more.length);
      System.arraycopy(more, 0, bytes, length, more.length);
      length += more.length;
    }

    void quote(String value) {
      int size = value.length();
      room(size + 2);
      bytes[length++] = '"';
      for (int i = 0; i < size; i++) {
        char c = value.charAt(i);
        if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
          StringBuilder rest = new StringBuilder();
          JsonText.quote(value.substring(i), rest);
          append(rest.substring(1).getBytes(StandardCharsets.US_ASCII));
          return;
        }
        bytes[length++] = (byte) c;
      }
      append('"');
    }

    private void room(int more) {
      if (length + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
      }
    }
  }
}
