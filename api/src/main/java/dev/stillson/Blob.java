package dev.stillson;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A file or a directory in some store, named by a URI.
 *
 * <p>The scheme chooses the store: {@code s3://bucket/key}, {@code file:///data/x}. Without a
 * scheme it is a path of the local file store, relative to that store's root unless it starts with
 * {@code /}. A path that ends in {@code /} is a directory, which counts as one target. A name that
 * ends in {@code .gz}, {@code .zst} or {@code .bz2} is compressed on the way in and out.
 *
 * @param uri the place; a hierarchical URI with a path, without query and fragment
 */
public record Blob(URI uri) implements Target {

  /**
   * Checks the URI.
   *
   * @throws IllegalArgumentException if {@code uri} has no path, or has a query or a fragment
   */
  public Blob {
    if (uri.getRawPath() == null || uri.getRawPath().isEmpty()) {
      throw new IllegalArgumentException("A blob's URI has no path: '" + uri + "'");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "A blob's URI has a query or a fragment: '"
              + uri
              + "'\nhint: in a template, pass the part with '?' or '#' as an argument");
    }
  }

  /**
   * The blob at {@code template}, each {@code %s} (or other conversion) of which is replaced by an
   * argument.
   *
   * <p>An argument becomes part of one path segment: a {@code /}, a {@code ..} or a control
   * character in it is escaped and can never lead to another folder. A {@link Path}, a {@link URI}
   * or a {@link Blob} is inserted with its slashes.
   *
   * @param template {@code articles/%s.txt}; characters that URIs do not allow are escaped
   * @throws IllegalArgumentException if the result is not a valid place
   * @throws java.util.IllegalFormatException if template and arguments do not fit
   */
  public static Blob at(String template, Object... arguments) {
    if (arguments.length == 0) {
      return new Blob(URI.create(escape(template, true)));
    }
    Object[] escaped = Arrays.copyOf(arguments, arguments.length);
    for (int i = 0; i < escaped.length; i++) {
      escaped[i] = filled(escaped[i]);
    }
    return new Blob(URI.create(escape(String.format(Locale.ROOT, template, escaped), true)));
  }

  /** No switch over the types: the JVM would make code for it at the start of every run. */
  private static Object filled(Object argument) {
    if (argument instanceof Number) {
      return argument;
    }
    if (argument instanceof Blob blob) {
      return blob.uri.toString();
    }
    if (argument instanceof URI uri) {
      return uri.toString();
    }
    return argument instanceof Path path
        ? escape(slashes(path), false)
        : segment(argument.toString());
  }

  /**
   * The blob named {@code name} inside this directory; {@code name} is escaped as one path segment.
   */
  public Blob resolve(String name) {
    String base = uri.toString();
    return new Blob(URI.create((base.endsWith("/") ? base : base + "/") + segment(name)));
  }

  /** Whether this is a directory: its path ends in {@code /}. */
  public boolean isDirectory() {
    return uri.getRawPath().endsWith("/");
  }

  /** The URI's scheme in lower case; empty for the local file store. */
  public String scheme() {
    String scheme = uri.getScheme();
    return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return uri.toString();
  }

  private static final String ALLOWED = "-_.~!$&'()*+,;=@";

  /** A backslash is a separator on some systems and a letter like any other on the rest. */
  private static String slashes(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  private static String segment(String text) {
    if (text.chars().allMatch(c -> c == '.') && !text.isEmpty()) {
      return "%2E".repeat(text.length());
    }
    return escape(text, ALLOWED);
  }

  /** Escapes what URIs do not allow; {@code finished} text keeps its escapes. */
  private static String escape(String text, boolean finished) {
    return escape(text, ALLOWED + (finished ? "/:%[]" : "/"));
  }

  private static String escape(String text, String allowed) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int width = Character.charCount(c);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || allowed.indexOf(c) >= 0;
      if (!plain && escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (escaped != null) {
        if (plain) {
          escaped.append((char) c);
        } else {
          for (byte b : text.substring(i, i + width).getBytes(StandardCharsets.UTF_8)) {
            escaped.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
          }
        }
      }
      i += width;
    }
    return escaped == null ? text : escaped.toString();
  }

  private static final String HEX = "0123456789ABCDEF";
}
