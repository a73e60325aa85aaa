package dev.stillson.server.store;

import dev.stillson.Retry;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Terms and signatures as JSON. */
final class TermsJson {
  private TermsJson() {}

  static String of(Terms terms) {
    ObjectNode object = Tree.object();
    object.set("demand", demand(terms.demand()));
    object.set("retry", retry(terms.retry()));
    terms.batching().ifPresent(batching -> object.set("batching", batching(batching)));
    object.put("acceptsMessages", terms.acceptsMessages());
    Tree.put(object, "module", terms.module());
    if (!terms.labels().isEmpty()) {
      object.set("labels", Tree.texts(terms.labels()));
    }
    return Tree.write(object);
  }

  static Terms terms(String text) {
    JsonNode object = Tree.read(text);
    return new Terms(
        demand(object.required("demand")),
        retry(object.required("retry")),
        Tree.field(object, "batching", TermsJson::batching),
        object.required("acceptsMessages").asBoolean(),
        Tree.field(object, "module", Tree::text),
        Tree.field(object, "labels", labels -> Tree.map(labels, Tree::text)).orElse(Map.of()));
  }

  static ObjectNode demand(Demand demand) {
    ObjectNode object = Tree.object();
    demand
        .amounts()
        .forEach((name, amount) -> object.put(StoredText.of(name), Tree.number(amount)));
    return object;
  }

  static Demand demand(JsonNode object) {
    return Demand.of(Tree.map(object, Tree::number));
  }

  private static ObjectNode retry(RetryRule rule) {
    ObjectNode object = Tree.object();
    switch (rule) {
      case RetryRule.Counted(Retry retry) ->
          object
              .put("times", retry.times())
              .put("delay", retry.delay().toString())
              .put("factor", Tree.number(retry.factor()))
              .put("cap", retry.cap().toString())
              .put("jitter", Tree.number(retry.jitter()));
      case RetryRule.Windowed windowed ->
          object
              .put("failures", windowed.failures())
              .put("window", windowed.window().toString())
              .put("hardTimeout", windowed.hardTimeout().toString());
    }
    return object;
  }

  private static RetryRule retry(JsonNode object) {
    return object.has("times")
        ? new RetryRule.Counted(
            new Retry(
                object.required("times").asInt(),
                Tree.duration(object.required("delay")),
                Tree.number(object.required("factor")),
                Tree.duration(object.required("cap")),
                Tree.number(object.required("jitter"))))
        : new RetryRule.Windowed(
            object.required("failures").asInt(),
            Tree.duration(object.required("window")),
            Tree.duration(object.required("hardTimeout")));
  }

  static ObjectNode batching(Batching batching) {
    ObjectNode object = Tree.object();
    object.set("names", Tree.texts(batching.names()));
    object.put("most", batching.most());
    return object;
  }

  static Batching batching(JsonNode object) {
    return new Batching(Tree.texts(object.required("names")), object.required("most").asInt());
  }

  static String of(Signature signature) {
    ObjectNode object = Tree.object();
    object.set("names", Tree.texts(signature.names()));
    List<String> hidden = new ArrayList<>();
    for (Visibility visibility : signature.visibilities()) {
      hidden.add(visibility.name());
    }
    object.set("visibilities", Tree.texts(hidden));
    return Tree.write(object);
  }

  static Signature signature(String text) {
    JsonNode object = Tree.read(text);
    return new Signature(
        Tree.texts(object.required("names")),
        Tree.texts(object.required("visibilities")).stream().map(Visibility::valueOf).toList());
  }

  static Optional<Demand> heldOtherwise(Demand held, Terms terms) {
    return held.equals(terms.demand()) ? Optional.empty() : Optional.of(held);
  }
}
