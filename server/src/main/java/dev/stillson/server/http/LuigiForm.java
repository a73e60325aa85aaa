package dev.stillson.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the field {@code data} in a body of Luigi's clients. */
final class LuigiForm {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))");
  private static final Pattern NAME =
      Pattern.compile("(?i)(?:^|;)\\s*name=(?:\"([^\"]*)\"|(\\S+))");

  private LuigiForm() {}

  /** The field in a URL-encoded form. */
  static Optional<String> urlEncoded(byte[] body) {
    return Form.parse(new String(body, StandardCharsets.UTF_8)).get("data");
  }

  /** The field in a form of several parts; the last one counts. */
  static Optional<String> multipart(byte[] body, String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      return Optional.empty();
    }
    String mark = "--" + (boundary.group(1) != null ? boundary.group(1) : boundary.group(2));
    // One character a byte, so that places in the text are places in the body.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    Optional<String> found = Optional.empty();
    int begin = text.indexOf(mark);
    while (begin >= 0) {
      begin += mark.length();
      int end = text.indexOf("\r\n" + mark, begin);
      int headersEnd = text.indexOf("\r\n\r\n", begin);
      if (end < 0 || headersEnd < 0) {
        break;
      }
      if (headersEnd + 4 <= end && isData(text.substring(begin, headersEnd))) {
        byte[] value = text.substring(headersEnd + 4, end).getBytes(StandardCharsets.ISO_8859_1);
        found = Optional.of(new String(value, StandardCharsets.UTF_8));
      }
      begin = end + 2;
    }
    return found;
  }

  private static boolean isData(String headers) {
    for (String header : headers.split("\r\n", -1)) {
      if (header.regionMatches(true, 0, "Content-Disposition:", 0, 20)) {
        Matcher name = NAME.matcher(header.substring(20));
        return name.find() && "data".equals(name.group(1) != null ? name.group(1) : name.group(2));
      }
    }
    return false;
  }
}
