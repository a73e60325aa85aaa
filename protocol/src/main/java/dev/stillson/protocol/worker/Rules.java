package dev.stillson.protocol.worker;

import dev.stillson.Retry;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** {@link Terms} on the wire. What is plain is left out. */
final class Rules {
  private static final double UNIT_NANOS = 1_000_000;

  private Rules() {}

  static void write(JsonGenerator out, Terms terms) {
    out.writeStartObject();
    if (!terms.demand().isNone()) {
      out.writeName("resources");
      write(out, terms.demand());
    }
    if (!terms.retry().equals(RetryRule.NONE)) {
      out.writeName("retry");
      write(out, terms.retry());
    }
    if (terms.batching().isPresent()) {
      Batching batching = terms.batching().get();
      out.writeName("batching").writeStartObject();
      Output.texts(out, "parameters", batching.names());
      if (batching.most() != Integer.MAX_VALUE) {
        out.writeNumberProperty("most", batching.most());
      }
      out.writeEndObject();
    }
    if (!terms.labels().isEmpty()) {
      Output.texts(out, "labels", terms.labels());
    }
    if (terms.acceptsMessages()) {
      out.writeBooleanProperty("messages", true);
    }
    out.writeEndObject();
  }

  static void write(JsonGenerator out, Demand demand) {
    out.writeStartObject();
    for (Map.Entry<String, Double> amount : demand.amounts().entrySet()) {
      out.writeNumberProperty(amount.getKey(), amount.getValue());
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, RetryRule rule) {
    out.writeStartObject();
    switch (rule) {
      case RetryRule.Counted(Retry retry) -> {
        out.writeStringProperty("rule", "counted");
        out.writeNumberProperty("times", retry.times());
        millis(out, "delay", retry.delay());
        out.writeNumberProperty("factor", retry.factor());
        millis(out, "cap", retry.cap());
        out.writeNumberProperty("jitter", retry.jitter());
      }
      case RetryRule.Windowed windowed -> {
        out.writeStringProperty("rule", "windowed");
        out.writeNumberProperty("failures", windowed.failures());
        millis(out, "window", windowed.window());
        millis(out, "hardTimeout", windowed.hardTimeout());
      }
    }
    out.writeEndObject();
  }

  /** A whole number of milliseconds where that is exact. */
  private static void millis(JsonGenerator out, String name, Duration duration) {
    if (duration.getNano() % 1_000_000 == 0) {
      out.writeNumberProperty(name, duration.toMillis());
    } else {
      out.writeNumberProperty(
          name, duration.getSeconds() * 1_000.0 + duration.getNano() / UNIT_NANOS);
    }
  }

  static Terms read(JsonInput in) {
    Demand demand = Demand.NONE;
    RetryRule retry = RetryRule.NONE;
    Optional<Batching> batching = Optional.empty();
    boolean messages = false;
    Map<String, String> labels = Map.of();
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "resources" -> demand = demand(in);
        case "retry" -> retry = retry(in);
        case "batching" -> batching = Optional.of(batching(in));
        case "messages" -> messages = in.truth();
        case "labels" -> labels = in.textsByName();
        default -> in.skip();
      }
    }
    return new Terms(demand, retry, batching, messages).withLabels(labels);
  }

  static Demand demand(JsonInput in) {
    return Output.sensible(() -> Demand.of(in.numbersByName()));
  }

  private static RetryRule retry(JsonInput in) {
    String rule = "counted";
    int times = 0;
    int failures = 1;
    Duration delay = Duration.ZERO;
    double factor = 1;
    Duration cap = Retry.NONE.cap();
    double jitter = 0;
    Duration window = Duration.ofHours(1);
    Duration hardTimeout = Duration.ofSeconds(999_999_999);
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "rule" -> rule = in.text();
        case "times" -> times = in.integer(0);
        case "failures" -> failures = in.integer(0);
        case "delay" -> delay = duration(in);
        case "factor" -> factor = in.decimal();
        case "cap" -> cap = duration(in);
        case "jitter" -> jitter = in.decimal();
        case "window" -> window = duration(in);
        case "hardTimeout" -> hardTimeout = duration(in);
        default -> in.skip();
      }
    }
    return switch (rule) {
      case "counted" -> {
        Retry retry = retry(times, delay, factor, cap, jitter);
        yield retry.equals(Retry.NONE) ? RetryRule.NONE : new RetryRule.Counted(retry);
      }
      case "windowed" -> new RetryRule.Windowed(failures, window, hardTimeout);
      default ->
          throw JsonInput.invalid(
              "The retry rule is '" + JsonInput.shown(rule) + "'", "known are counted, windowed");
    };
  }

  private static Retry retry(
      int times, Duration delay, double factor, Duration cap, double jitter) {
    return Output.sensible(() -> new Retry(times, delay, factor, cap, jitter));
  }

  /** A number of milliseconds, at most 10,000 years. */
  static Duration duration(JsonInput in) {
    double millis = in.decimal();
    if (!(millis >= 0 && millis <= 315e12)) {
      throw JsonInput.invalid(
          "A duration is " + millis + " ms; it must be from 0 to 10,000 years", "");
    }
    long whole = (long) millis;
    return Duration.ofMillis(whole).plusNanos(Math.round((millis - whole) * UNIT_NANOS));
  }

  private static Batching batching(JsonInput in) {
    List<String> names = List.of();
    int most = Integer.MAX_VALUE;
    in.beginObject();
    for (String name = in.name(); name != null; name = in.name()) {
      switch (name) {
        case "parameters" -> names = in.texts();
        case "most" -> most = in.integer(1);
        default -> in.skip();
      }
    }
    return new Batching(names, most);
  }
}
