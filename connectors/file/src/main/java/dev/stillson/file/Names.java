package dev.stillson.file;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How a path segment of a URI is written as a file's name.
 *
 * <p>The name is the segment decoded, except for what would lead elsewhere, what the file system
 * does not allow, and control characters, which break whatever lists the folder: these stay
 * percent-encoded. A {@code %} stays encoded where it could be read as an escape. So different
 * segments have different names.
 *
 * @param windows whether Windows' rules hold
 */
record Names(boolean windows) {

  /** What names of temporary files begin with; no blob's name does. */
  static final String TEMPORARY = ".stillson-";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String WINDOWS_FORBIDDEN = "\\:*?\"<>|";

  /** The rules of this machine. */
  static Names here() {
    return new Names(File.separatorChar == '\\');
  }

  /** The name of {@code segment}, which is neither empty nor {@code .} nor {@code ..}. */
  String of(String segment) {
    String name;
    try {
      name = segment.indexOf('%') < 0 ? segment : decoded(segment);
      name = escaped(name, false);
    } catch (CharacterCodingException e) {
      // Not text in UTF-8: no name shows these bytes, so all escapes stay.
      name = escaped(segment, true);
    }
    if (name.equals(".") || name.equals("..")) {
      return name.replace(".", "%2E");
    }
    if (name.startsWith(TEMPORARY)) {
      return "%2E" + name.substring(1);
    }
    return windows ? windowsName(name) : name;
  }

  private String escaped(String text, boolean keepEscapes) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escape =
          c == '%'
              ? !keepEscapes && isEscape(text, i)
              : c == '/'
                  || Character.isISOControl(c)
                  || (windows && WINDOWS_FORBIDDEN.indexOf(c) >= 0);
      if (escape && out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (out != null) {
        if (escape) {
          append(out, c);
        } else {
          out.append(c);
        }
      }
    }
    return out == null ? text : out.toString();
  }

  private static void append(StringBuilder out, char c) {
    for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      out.append('%').append(HEX.toHexDigits(b));
    }
  }

  private static boolean isEscape(String text, int i) {
    return i + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(i + 1))
        && HexFormat.isHexDigit(text.charAt(i + 2));
  }

  private static String decoded(String segment) throws CharacterCodingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
    int start = 0;
    for (int i = segment.indexOf('%'); i >= 0; i = segment.indexOf('%', start)) {
      bytes.writeBytes(segment.substring(start, i).getBytes(StandardCharsets.UTF_8));
      bytes.write(HexFormat.fromHexDigits(segment, i + 1, i + 3));
      start = i + 3;
    }
    bytes.writeBytes(segment.substring(start).getBytes(StandardCharsets.UTF_8));
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes.toByteArray()))
        .toString();
  }

  private static String windowsName(String name) {
    char last = name.charAt(name.length() - 1);
    if (last == '.' || last == ' ') {
      StringBuilder out = new StringBuilder(name.substring(0, name.length() - 1));
      append(out, last);
      return out.toString();
    }
    int dot = name.indexOf('.');
    String base = (dot < 0 ? name : name.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
    boolean reserved =
        switch (base) {
          case "CON", "PRN", "AUX", "NUL" -> true;
          default ->
              base.length() == 4
                  && (base.startsWith("COM") || base.startsWith("LPT"))
                  && Character.isDigit(base.charAt(3));
        };
    if (!reserved) {
      return name;
    }
    StringBuilder out = new StringBuilder();
    append(out, name.charAt(0));
    return out.append(name, 1, name.length()).toString();
  }
}
