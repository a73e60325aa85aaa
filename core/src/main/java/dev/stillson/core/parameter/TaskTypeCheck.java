package dev.stillson.core.parameter;

import dev.stillson.core.shape.InaccessibleRecord;
import dev.stillson.core.shape.RecordShape;
import dev.stillson.core.text.Shown;

import dev.stillson.Family;
import dev.stillson.Node;
import dev.stillson.Param;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a class and either makes a task type of it or says everything that is wrong with it. */
final class TaskTypeCheck {
  private final Class<?> type;
  private final List<String> problems = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Optional<Object>> defaults = new ArrayList<>();
  private boolean unsupported;

  private TaskTypeCheck(Class<?> type) {
    this.type = type;
  }

  static TaskType check(Class<?> type) {
    return new TaskTypeCheck(type).check();
  }

  private TaskType check() {
    if (!Node.class.isAssignableFrom(type)) {
      problems.add("It is no Task, no ExternalTask and no WrapperTask");
    }
    if (!type.isRecord()) {
      problems.add("It is not a record");
      throw invalid("declare it as: record " + type.getSimpleName() + "(…) implements Task<…>");
    }
    String family = family();
    RecordShape shape = shape();
    RecordComponent[] components = shape.components();
    Codec[] codecs = new Codec[components.length];
    for (int i = 0; i < components.length; i++) {
      Codec codec = codec(components[i]);
      if (codec != null) {
        codecs[i] = codec;
        parameters.add(parameter(components[i], codec));
      }
    }
    if (!problems.isEmpty()) {
      throw invalid(unsupported ? "a parameter is " + Codecs.SUPPORTED : "");
    }
    return new TaskType(
        type.asSubclass(Node.class),
        family,
        shape,
        parameters,
        codecs,
        new TaskType.Defaults(defaults));
  }

  private InvalidTaskType invalid(String hint) {
    return new InvalidTaskType(type, problems, hint);
  }

  private RecordShape shape() {
    try {
      return RecordShape.of(type);
    } catch (InaccessibleRecord e) {
      problems.add("Its module does not open package " + type.getPackageName());
      throw invalid("add to module-info.java: opens " + type.getPackageName() + ";");
    }
  }

  private String family() {
    Family annotation = type.getAnnotation(Family.class);
    if (annotation == null || annotation.value().isEmpty()) {
      return type.getSimpleName();
    }
    String family = annotation.value();
    if (!FamilyName.isValid(family)) {
      problems.add(
          "Its family is " + Shown.quoted(family) + ", which is not names with dots between them");
    }
    return family;
  }

  private @Nullable Codec codec(RecordComponent component) {
    Type declared = component.getGenericType();
    try {
      return new Codecs().of(declared);
    } catch (Codecs.Unsupported e) {
      unsupported = true;
      problems.add(
          "Component '"
              + component.getName()
              + "' is of type "
              + e.type()
              + ", which has no text form");
      return null;
    }
  }

  private Parameter parameter(RecordComponent component, Codec codec) {
    Param annotation = component.getAnnotation(Param.class);
    String wireName = WireName.of(component.getName());
    for (Parameter other : parameters) {
      if (other.wireName().equals(wireName)) {
        problems.add(
            "Components '"
                + other.component()
                + "' and '"
                + component.getName()
                + "' have the same name for others: "
                + wireName);
      }
    }
    boolean secret = codec.secret();
    Param.Batch batch = annotation == null ? Param.Batch.NONE : annotation.batch();
    checkBatch(component, codec, batch);
    return new Parameter(
        component.getName(),
        wireName,
        WireName.flag(wireName),
        component.getType(),
        codec.form(),
        codec.example(),
        choices(component.getType()),
        standard(component, codec, annotation),
        annotation == null ? "" : annotation.help(),
        annotation == null || annotation.significant(),
        secret
            ? Param.Visibility.PRIVATE
            : annotation == null ? Param.Visibility.PUBLIC : annotation.visibility(),
        annotation == null ? !secret : annotation.positional() && !secret,
        batch,
        codec instanceof BooleanCodec);
  }

  private void checkBatch(RecordComponent component, Codec codec, Param.Batch batch) {
    boolean possible =
        switch (batch) {
          case NONE -> true;
          case MAX, MIN -> codec.comparable();
          case CONCAT -> codec instanceof ElementsCodec;
        };
    if (!possible) {
      problems.add(
          "Component '"
              + component.getName()
              + "' cannot be batched by "
              + batch
              + (batch == Param.Batch.CONCAT ? ": it is no list and no set" : ": it has no order"));
    }
  }

  /** Notes the default's value and gives its text, masked if it is a secret. */
  private Optional<String> standard(
      RecordComponent component, Codec codec, @Nullable Param annotation) {
    if (annotation == null || annotation.defaultValue().equals(Param.REQUIRED)) {
      if (codec instanceof BooleanCodec) {
        defaults.add(Optional.of(false));
        return Optional.of("False");
      }
      if (codec instanceof OptionalCodec) {
        defaults.add(Optional.of(Optional.empty()));
        return Optional.of("");
      }
      defaults.add(Optional.empty());
      return Optional.empty();
    }
    String text = annotation.defaultValue();
    try {
      defaults.add(Optional.of(codec.parse(text)));
    } catch (Unreadable e) {
      defaults.add(Optional.empty());
      problems.add(
          "Component '"
              + component.getName()
              + "' has the default "
              + Shown.quoted(text)
              + ", which is not "
              + codec.form()
              + " such as "
              + codec.example());
    }
    return Optional.of(codec.secret() ? Parameter.MASK : text);
  }

  private static List<String> choices(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return List.of("true", "false");
    }
    List<String> names = new ArrayList<>();
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        names.add(((Enum<?>) constant).name());
      }
    }
    return List.copyOf(names);
  }
}
