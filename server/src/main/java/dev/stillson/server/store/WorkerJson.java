package dev.stillson.server.store;

import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.FamilyForm;
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
    if (!profile.forms().isEmpty()) {
      ArrayNode forms = object.putArray("forms");
      profile.forms().forEach(form -> write(form, forms.addObject()));
    }
    return Tree.write(object);
  }

  static WorkerProfile profile(String host, int slots, String text) {
    JsonNode object = Tree.read(text);
    return new WorkerProfile(
        host,
        slots,
        Tree.map(object.required("labels"), Tree::text),
        Tree.field(object, "assists", WorkerJson::assistance).orElse(Assistance.NONE),
        Tree.map(object.required("info"), Tree::text),
        Tree.field(object, "forms", WorkerJson::forms).orElse(List.of()));
  }

  private static void write(FamilyForm form, ObjectNode object) {
    object.put("family", StoredText.of(form.family()));
    object.put("help", StoredText.of(form.help()));
    object.set("owners", Tree.texts(form.owners()));
    ArrayNode fields = object.putArray("fields");
    for (FamilyForm.Field field : form.fields()) {
      ObjectNode one = fields.addObject();
      one.put("name", StoredText.of(field.name()));
      one.put("form", StoredText.of(field.form()));
      one.put("example", StoredText.of(field.example()));
      one.put("required", field.required());
      Tree.put(one, "initial", field.initial());
      one.put("help", StoredText.of(field.help()));
      one.set("choices", Tree.texts(field.choices()));
      one.put("hidden", field.hidden());
    }
  }

  private static List<FamilyForm> forms(JsonNode array) {
    List<FamilyForm> forms = new ArrayList<>(array.size());
    for (JsonNode form : array) {
      List<FamilyForm.Field> fields = new ArrayList<>();
      for (JsonNode field : form.required("fields")) {
        fields.add(
            new FamilyForm.Field(
                Tree.text(field.required("name")),
                Tree.text(field.required("form")),
                Tree.text(field.required("example")),
                field.required("required").asBoolean(),
                Tree.field(field, "initial", Tree::text),
                Tree.text(field.required("help")),
                Tree.texts(field.required("choices")),
                field.required("hidden").asBoolean()));
      }
      forms.add(
          new FamilyForm(
              Tree.text(form.required("family")),
              Tree.field(form, "help", Tree::text).orElse(""),
              Tree.field(form, "owners", Tree::texts).orElse(List.of()),
              fields));
    }
    return forms;
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
        case WorkerMessage.Start start ->
            object
                .put("submission", StoredText.of(start.submission()))
                .put("family", StoredText.of(start.family()))
                .put("user", StoredText.of(start.user()))
                .put("dry", start.dry())
                .set("parameters", Tree.texts(start.parameters()));
        case WorkerMessage.Delete delete -> {
          object.put("delete", StoredText.of(delete.order()));
          ArrayNode tasks = object.putArray("tasks");
          for (WorkerMessage.Named task : delete.tasks()) {
            tasks
                .addObject()
                .put("task", StoredText.of(task.taskId()))
                .put("family", StoredText.of(task.family()))
                .set("parameters", Tree.texts(task.parameters()));
          }
        }
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
      } else if (object.has("delete")) {
        List<WorkerMessage.Named> tasks = new ArrayList<>();
        for (JsonNode task : object.required("tasks")) {
          tasks.add(
              new WorkerMessage.Named(
                  Tree.text(task.required("task")),
                  Tree.text(task.required("family")),
                  Tree.map(task.required("parameters"), Tree::text)));
        }
        String order = Tree.text(object.required("delete"));
        messages.add(new WorkerMessage.Delete(number, order, tasks));
      } else if (object.has("submission")) {
        messages.add(
            new WorkerMessage.Start(
                number,
                Tree.text(object.required("submission")),
                Tree.text(object.required("family")),
                Tree.map(object.required("parameters"), Tree::text),
                Tree.text(object.required("user")),
                object.path("dry").asBoolean(false)));
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
