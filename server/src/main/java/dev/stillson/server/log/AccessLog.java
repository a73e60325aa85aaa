package dev.stillson.server.log;

import dev.stillson.server.http.RequestLog;
import dev.stillson.server.http.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A line for each request: what people change and what goes wrong at level INFO, the rest at DEBUG.
 * Queries, bodies and headers are never in it.
 */
public final class AccessLog implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.stillson.access");
  private static final int LONGEST = 300;

  @Override
  public void answered(
      @Nullable Route route,
      String verb,
      String path,
      int status,
      long nanos,
      String who,
      String address) {
    boolean notable = status >= 400 || (route != null && isOperation(route));
    Level level = notable ? Level.INFO : Level.DEBUG;
    if (!LOG.isEnabledForLevel(level)) {
      return;
    }
    String method = plain(verb);
    String place = plain(path);
    long micros = nanos / 1_000;
    LOG.atLevel(level)
        .addKeyValue("method", method)
        .addKeyValue("path", place)
        .addKeyValue("status", status)
        .addKeyValue("micros", micros)
        .addKeyValue("user", who)
        .addKeyValue("address", address)
        .log("{} {} {} {}us {} {}", method, place, status, micros, who, address);
  }

  private static boolean isOperation(Route route) {
    return route.changes()
        && switch (route.permission()) {
          case PUBLIC, VIEW, WORK -> false;
          case OPERATE, ADMINISTER -> true;
        };
  }

  /** A text of strangers as one short word of the log. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      plain.append(c > ' ' && c < 0x7f ? c : '?');
    }
    return plain.toString();
  }
}
