package dev.stillson.core.parameter;

import dev.stillson.core.shape.RecordShape;
import dev.stillson.core.text.Shown;

import dev.stillson.Family;
import dev.stillson.Node;
import dev.stillson.Param;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A class of tasks: its family, its parameters, and how its records become ids and text and come
 * from text. There is one for each class; safe for threads.
 */
public final class TaskType {
  private static final ClassValue<TaskType> TYPES =
      new ClassValue<>() {
        @Override
        protected TaskType computeValue(Class<?> type) {
          return TaskTypeCheck.check(type);
        }
      };

  private final Class<? extends Node> nodeClass;
  private final String family;
  private final RecordShape shape;
  private final List<Parameter> parameters;
  private final Codec[] codecs;
  private final Defaults defaults;
  private final int[] identifying;
  private final byte[][] identityKeys;
  private final int[] sent;
  private final List<String> sentNames;
  private final List<Param.Visibility> sentVisibilities;

  /** The values of parameters for which nothing is given; empty for those that must be given. */
  record Defaults(List<Optional<Object>> values) {}

  TaskType(
      Class<? extends Node> nodeClass,
      String family,
      RecordShape shape,
      List<Parameter> parameters,
      Codec[] codecs,
      Defaults defaults) {
    this.nodeClass = nodeClass;
    this.family = family;
    this.shape = shape;
    this.parameters = List.copyOf(parameters);
    this.codecs = codecs;
    this.defaults = defaults;
    List<Integer> identity = new ArrayList<>();
    List<Integer> wire = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).identifies()) {
        identity.add(i);
      }
      if (parameters.get(i).visibility() != Param.Visibility.PRIVATE) {
        wire.add(i);
      }
    }
    sortByName(identity);
    identifying = ints(identity);
    sent = ints(wire);
    identityKeys = TaskId.keys(names(identifying));
    sentNames = List.of(names(sent));
    List<Param.Visibility> visibilities = new ArrayList<>();
    for (int i : sent) {
      visibilities.add(parameters.get(i).visibility());
    }
    sentVisibilities = List.copyOf(visibilities);
  }

  /** An insertion sort: a comparator would load more than there is to sort. */
  private void sortByName(List<Integer> indexes) {
    for (int i = 1; i < indexes.size(); i++) {
      Integer moved = indexes.get(i);
      String name = parameters.get(moved).wireName();
      int at = i;
      while (at > 0
          && CodePoints.compare(parameters.get(indexes.get(at - 1)).wireName(), name) > 0) {
        indexes.set(at, indexes.get(at - 1));
        at--;
      }
      indexes.set(at, moved);
    }
  }

  private static int[] ints(List<Integer> list) {
    int[] ints = new int[list.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = list.get(i);
    }
    return ints;
  }

  private String[] names(int[] indexes) {
    String[] names = new String[indexes.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = parameters.get(indexes[i]).wireName();
    }
    return names;
  }

  /**
   * The type of {@code node}.
   *
   * @throws InvalidTaskType if its class cannot be a task
   */
  public static TaskType of(Node node) {
    return TYPES.get(node.getClass());
  }

  /**
   * The type whose records are of {@code type}.
   *
   * @throws InvalidTaskType if it cannot be a task: it is no record, no {@link Node}, or has a
   *     component of a type without text form
   */
  public static TaskType of(Class<?> type) {
    return TYPES.get(type);
  }

  /** The class of the records. */
  public Class<? extends Node> nodeClass() {
    return nodeClass;
  }

  /** The name of all tasks of this type: that of {@link Family}, or the simple name. */
  public String family() {
    return family;
  }

  /** What its author says about its tasks; empty: nothing. */
  public String help() {
    return annotation().map(Family::help).orElse("");
  }

  /** Whom to ask about its tasks; empty: nobody is named. */
  public List<String> owners() {
    return annotation().map(family -> List.of(family.owners())).orElse(List.of());
  }

  private Optional<Family> annotation() {
    return Optional.ofNullable(nodeClass.getAnnotation(Family.class));
  }

  /** All parameters, in the order of the record's components. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter that a command line, a configuration or another language calls {@code name}. */
  public Optional<Parameter> parameter(String name) {
    int index = index(name);
    return index < 0 ? Optional.empty() : Optional.of(parameters.get(index));
  }

  /**
   * The id of {@code node}, which is of this type: equal for tasks that are the same, and equal to
   * the id that Luigi computes for a task of the same family and parameters.
   */
  public String id(Node node) {
    Object[] components = shape.read(node);
    String[] values = new String[identifying.length];
    for (int i = 0; i < values.length; i++) {
      int index = identifying[i];
      values[i] = codecs[index].text(components[index]);
    }
    return TaskId.of(family, identityKeys, values);
  }

  /**
   * The wire names of the parameters that a scheduler may know, which are all but the private ones;
   * one list for all tasks of this type.
   */
  public List<String> sentNames() {
    return sentNames;
  }

  /** The visibilities of {@link #sentNames()}; one list for all tasks of this type. */
  public List<Param.Visibility> sentVisibilities() {
    return sentVisibilities;
  }

  /** Whether everybody may see all parameters. */
  public boolean isOpen() {
    return parameters.stream().allMatch(Parameter::isPublic);
  }

  /**
   * The texts of {@code node}'s parameters, in the order of {@link #sentNames()}; a new array,
   * which is the caller's.
   */
  public String[] sentValues(Node node) {
    Object[] components = shape.read(node);
    String[] values = new String[sent.length];
    for (int i = 0; i < values.length; i++) {
      int index = sent[i];
      values[i] = codecs[index].text(components[index]);
    }
    return values;
  }

  /**
   * The texts of all of {@code node}'s parameters by wire name, secrets in clear: {@link #make}
   * gives an equal node. For another process that runs the task, never for people.
   */
  public Map<String, String> revealed(Node node) {
    Object[] components = shape.read(node);
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < codecs.length; i++) {
      texts.put(parameters.get(i).wireName(), codecs[i].text(components[i]));
    }
    return texts;
  }

  /**
   * How people see {@code node}: {@code WordCount(date=2026-11-21)}. What is not public is masked,
   * long values are cut, control characters are escaped.
   */
  public String display(Node node) {
    Object[] components = shape.read(node);
    StringBuilder shown = new StringBuilder(family).append('(');
    for (int i = 0; i < codecs.length; i++) {
      Parameter parameter = parameters.get(i);
      shown.append(i == 0 ? "" : ", ").append(parameter.wireName()).append('=');
      shown.append(
          parameter.isPublic() ? Shown.plain(codecs[i].text(components[i])) : Parameter.MASK);
    }
    return shown.append(')').toString();
  }

  /**
   * Makes the task that {@code given} describes.
   *
   * @param given texts by wire name, by component or by flag
   * @throws InvalidParameters if that is not possible; holds everything that is wrong
   */
  public Node make(Map<String, String> given) {
    return make(given, Configured.NOTHING);
  }

  /**
   * Makes the task that {@code given} describes. A given value wins over a configured one, which
   * wins over the default of {@link Param}; beyond that, a boolean is false and an optional value
   * is empty.
   *
   * @param given texts by wire name, by component or by flag
   * @throws InvalidParameters if that is not possible; holds everything that is wrong
   */
  public Node make(Map<String, String> given, Configured configured) {
    return new TaskTexts(this, given, configured).make();
  }

  /** Whether both, which have one id, are one task: what identifies them is equal. */
  boolean same(Node a, Node b) {
    Object[] left = shape.read(a);
    Object[] right = shape.read(b);
    for (int i : identifying) {
      if (!left[i].equals(right[i])) {
        return false;
      }
    }
    return true;
  }

  int index(String name) {
    String wireName = (name.startsWith("--") ? name.substring(2) : name).replace('-', '_');
    for (int i = 0; i < codecs.length; i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.wireName().equals(wireName) || parameter.component().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  Codec codec(int index) {
    return codecs[index];
  }

  Optional<Object> defaultValue(int index) {
    return defaults.values().get(index);
  }

  RecordShape shape() {
    return shape;
  }

  @Override
  public String toString() {
    return family;
  }
}
