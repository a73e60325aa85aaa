package dev.stillson.cli.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.Level;
import tools.jackson.databind.json.JsonMapper;

/** Lines of a log for programs: a JSON object each, whatever the texts hold. */
final class JsonLines {
  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonLines() {}

  /**
   * A line without its end.
   *
   * @param stack where an exception came from; empty if there is none
   * @param fields what else is said, by name; of equal names those of the line itself count
   */
  static String line(
      Level level, String logger, String message, String stack, Map<String, Object> fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", level.toString());
    line.put("logger", logger);
    line.put("message", message);
    if (!stack.isEmpty()) {
      line.put("exception", stack);
    }
    fields.forEach(line::putIfAbsent);
    return MAPPER.writeValueAsString(line);
  }
}
