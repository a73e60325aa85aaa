package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.PermanentFailure;
import dev.stillson.Param;
import dev.stillson.core.parameter.Configured;
import dev.stillson.core.parameter.InvalidParameters;
import dev.stillson.core.parameter.Parameter;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Parameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes tasks that others announced: of their family and their parameters, never of code or objects
 * from elsewhere.
 *
 * @param types the families that are known here
 * @param defaults what is configured for a family's parameters; private ones are never sent
 */
record Strangers(Map<String, TaskType> types, Function<TaskType, Configured> defaults) {
  Strangers {
    types = Map.copyOf(types);
  }

  /** What the scheduler is told. */
  Assistance assistance() {
    return new Assistance.Families(types.keySet());
  }

  /** What people are told who want to start a task of one of the families; sorted. */
  List<FamilyForm> forms() {
    return types.values().stream()
        .sorted(Comparator.comparing(TaskType::family))
        .map(this::form)
        .toList();
  }

  private FamilyForm form(TaskType type) {
    Configured configured = defaults.apply(type);
    List<FamilyForm.Field> fields = new ArrayList<>();
    for (Parameter parameter : type.parameters()) {
      if (parameter.visibility() != Param.Visibility.PRIVATE) {
        fields.add(field(parameter, configured.value(parameter).map(Configured.Value::text)));
      }
    }
    return new FamilyForm(type.family(), type.help(), type.owners(), fields);
  }

  private static FamilyForm.Field field(Parameter parameter, Optional<String> configured) {
    Optional<String> initial = configured.or(parameter::defaultValue);
    boolean required = initial.isEmpty();
    if (parameter.onOff()) {
      initial = initial.map(text -> text.toLowerCase(Locale.ROOT));
    }
    return new FamilyForm.Field(
        parameter.wireName(),
        parameter.form(),
        parameter.example(),
        required,
        parameter.isPublic() ? initial : Optional.empty(),
        parameter.help(),
        parameter.onOff() ? List.of("true", "false") : parameter.choices(),
        !parameter.isPublic());
  }

  /**
   * The task of {@code family} with these parameters.
   *
   * @throws PermanentFailure if the family is not known here
   * @throws InvalidParameters if there is no such task
   */
  Node make(String family, Map<String, String> parameters) {
    TaskType type = types.get(family);
    if (type == null) {
      throw new PermanentFailure("This worker has no family " + family);
    }
    return type.make(parameters, defaults.apply(type));
  }

  /**
   * The vertex of the task of {@code assignment}.
   *
   * @throws PermanentFailure if there is no such task here
   */
  Vertex adopt(Assignment assignment, Vertices vertices) {
    Node node = make(assignment.taskId(), assignment.family(), texts(assignment.parameters()));
    Vertex vertex = vertices.intern(node);
    vertex.adopted = true;
    return vertex;
  }

  /**
   * The task that has the id {@code taskId} elsewhere.
   *
   * @throws PermanentFailure if there is no such task here
   */
  Node make(String taskId, String family, Map<String, String> parameters) {
    TaskType type = types.get(family);
    if (type == null) {
      throw new PermanentFailure("This worker has no family " + family + ": " + taskId);
    }
    Node node;
    try {
      node = type.make(parameters, defaults.apply(type));
    } catch (InvalidParameters e) {
      throw different(taskId, String.valueOf(e.getMessage()));
    }
    String id = type.id(node);
    if (!id.equals(taskId)) {
      throw different(taskId, "here the same parameters make " + id);
    }
    return node;
  }

  private static Map<String, String> texts(Parameters parameters) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      texts.put(parameters.signature().names().get(i), parameters.value(i));
    }
    return texts;
  }

  private static PermanentFailure different(String taskId, String cause) {
    return new PermanentFailure(
        "The code of this worker differs from the code that announced "
            + taskId
            + "\n  cause: "
            + cause
            + "\nhint: let all workers of a family run the same code");
  }
}
