package dev.stillson.protocol.worker;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** How values of several kinds of message are written and checked. */
final class Output {
  private Output() {}

  static void texts(JsonGenerator out, String name, Collection<String> texts) {
    out.writeName(name).writeStartArray();
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  static void texts(JsonGenerator out, String name, Map<String, String> texts) {
    out.writeName(name).writeStartObject();
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      out.writeStringProperty(text.getKey(), text.getValue());
    }
    out.writeEndObject();
  }

  /** JSON has no infinite numbers, so they are words. */
  static void decimal(JsonGenerator out, String name, double number) {
    if (Double.isInfinite(number)) {
      out.writeStringProperty(name, number > 0 ? "Infinity" : "-Infinity");
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      out.writeNumberProperty(name, (long) number);
    } else {
      out.writeNumberProperty(name, number);
    }
  }

  /** What {@code maker} makes; that its values make no sense is the sender's mistake. */
  static <T> T sensible(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw JsonInput.invalid(String.valueOf(e.getMessage()), "");
    }
  }
}
