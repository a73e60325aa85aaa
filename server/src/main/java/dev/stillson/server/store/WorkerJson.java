package dev.stillson.server.store;

import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The wider fields of a worker as JSON. */
final class WorkerJson {
  private WorkerJson() {}

  /** All but the host and the slots, which have columns. */
  static String of(WorkerProfile profile) {
    ObjectNode object = Tree.object();
    object.set("labels", Tree.texts(profile.labels()));
    switch (profile.assistance()) {
      case Assistance.None none -> {}
      case Assistance.Anything anything -> object.put("assists", true);
      case Assistance.Families families -> object.set("assists", Tree.texts(families.names()));
    }
    object.set("info", Tree.texts(profile.info()));
    return Tree.write(object);
  }

  static WorkerProfile profile(String host, int slots, String text) {
    JsonNode object = Tree.read(text);
    return new WorkerProfile(
        host,
        slots,
        Tree.map(object.required("labels"), Tree::text),
        Tree.field(object, "assists", WorkerJson::assistance).orElse(Assistance.NONE),
        Tree.map(object.required("info"), Tree::text));
  }

  private static Assistance assistance(JsonNode node) {
    return node.isArray()
        ? new Assistance.Families(Set.copyOf(Tree.texts(node)))
        : new Assistance.Anything();
  }

  static String of(List<WorkerMessage> messages) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (WorkerMessage message : messages) {
      ObjectNode object = array.addObject().put("number", message.number());
      switch (message) {
        case WorkerMessage.Slots slots -> object.put("slots", slots.slots());
        case WorkerMessage.Stop stop ->
            object.put("stop", StoredText.of(stop.taskId())).put("attempt", stop.attempt());
        case WorkerMessage.ForTask told ->
            object
                .put("task", StoredText.of(told.taskId()))
                .put("message", StoredText.of(told.messageId()))
                .put("content", StoredText.of(told.content()));
      }
    }
    return Tree.write(array);
  }

  static List<WorkerMessage> messages(String text) {
    List<WorkerMessage> messages = new ArrayList<>();
    for (JsonNode object : Tree.read(text)) {
      long number = object.required("number").asLong();
      if (object.has("slots")) {
        messages.add(new WorkerMessage.Slots(number, object.required("slots").asInt()));
      } else if (object.has("stop")) {
        String task = Tree.text(object.required("stop"));
        messages.add(new WorkerMessage.Stop(number, task, object.required("attempt").asInt()));
      } else {
        messages.add(
            new WorkerMessage.ForTask(
                number,
                Tree.text(object.required("task")),
                Tree.text(object.required("message")),
                Tree.text(object.required("content"))));
      }
    }
    return List.copyOf(messages);
  }

  static String of(Map<String, Batching> batching) {
    ObjectNode object = Tree.object();
    batching.forEach((family, one) -> object.set(StoredText.of(family), TermsJson.batching(one)));
    return Tree.write(object);
  }

  static Map<String, Batching> batching(String text) {
    return new TreeMap<>(Tree.map(Tree.read(text), TermsJson::batching));
  }
}
