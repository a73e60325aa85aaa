package dev.stillson.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of a route: segments that must be there letter by letter, {@code {name}} for any one
 * segment, and at the end {@code {name...}} for any number of them.
 *
 * <p>A request's path is matched as it was sent. Only what stands for a variable is decoded, once,
 * so that no spelling of a path reaches a handler but the one that the table shows.
 */
public final class PathPattern {
  private final String text;
  private final List<String> segments;
  private final boolean open;

  private PathPattern(String text, List<String> segments, boolean open) {
    this.text = text;
    this.segments = segments;
    this.open = open;
  }

  /** The pattern of that text. */
  public static PathPattern parse(String text) {
    List<String> segments = split(text);
    return new PathPattern(text, segments, segments.getLast().endsWith("...}"));
  }

  private static List<String> split(String path) {
    List<String> segments = new ArrayList<>();
    int begin = 1;
    while (begin <= path.length()) {
      int end = path.indexOf('/', begin);
      end = end < 0 ? path.length() : end;
      segments.add(path.substring(begin, end));
      begin = end + 1;
    }
    return segments.isEmpty() ? List.of("") : segments;
  }

  /** The values of the variables in a path as it was sent; empty if the path is another. */
  Optional<Map<String, String>> match(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> sent = split(path);
    if (open ? sent.size() < segments.size() : sent.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    int fixed = open ? segments.size() - 1 : segments.size();
    for (int i = 0; i < fixed; i++) {
      String segment = segments.get(i);
      if (!segment.startsWith("{")) {
        if (!segment.equals(sent.get(i))) {
          return Optional.empty();
        }
        continue;
      }
      Optional<String> value = PercentText.decode(sent.get(i)).filter(PathPattern::isValue);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      variables.put(segment.substring(1, segment.length() - 1), value.get());
    }
    if (open) {
      String name = segments.getLast();
      Optional<String> rest = rest(sent.subList(fixed, sent.size()));
      if (rest.isEmpty()) {
        return Optional.empty();
      }
      variables.put(name.substring(1, name.length() - 4), rest.get());
    }
    return Optional.of(variables);
  }

  private static boolean isValue(String value) {
    return !value.isEmpty() && value.chars().noneMatch(c -> c < ' ' || c == 0x7f);
  }

  /** Names of files and folders: nothing in them is decoded, as none of ours needs it. */
  private static Optional<String> rest(List<String> segments) {
    for (String segment : segments) {
      if (!segment.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
        return Optional.empty();
      }
    }
    return Optional.of(String.join("/", segments));
  }

  /** Whether the pattern has no variables. */
  boolean isLiteral() {
    return text.indexOf('{') < 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
