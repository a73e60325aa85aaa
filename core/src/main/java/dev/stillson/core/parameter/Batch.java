package dev.stillson.core.parameter;

import dev.stillson.Node;
import dev.stillson.Param;
import dev.stillson.core.shape.RecordShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Several tasks that differ in batched parameters only, made one: each batched parameter becomes
 * the greatest, the least, or all of their values, as {@link Param#batch()} says.
 */
public final class Batch {
  private Batch() {}

  /**
   * What tasks of one batch have in common: equal for those that may be combined.
   *
   * @param type their type
   * @param values the values of the parameters that are not batched, in order
   */
  public record Key(TaskType type, List<Object> values) {
    /** Copies {@code values}. */
    public Key {
      values = List.copyOf(values);
    }
  }

  /** What {@code node} has in common with the rest of its batch; empty if it is never batched. */
  public static Optional<Key> key(Node node) {
    TaskType type = TaskType.of(node);
    List<Object> values = new ArrayList<>();
    boolean batched = false;
    List<Parameter> parameters = type.parameters();
    Object[] components = type.shape().read(node);
    for (int i = 0; i < components.length; i++) {
      if (parameters.get(i).batch() == Param.Batch.NONE) {
        values.add(components[i]);
      } else {
        batched = true;
      }
    }
    return batched ? Optional.of(new Key(type, values)) : Optional.empty();
  }

  /**
   * The one task that stands for {@code nodes}; a single one stands for itself.
   *
   * @param nodes one or more, of equal keys
   * @throws IllegalArgumentException if there are none, or their keys differ
   * @throws InvalidParameters if the record's constructor refuses the combined values
   */
  public static Node combine(List<? extends Node> nodes) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("There are no tasks to combine");
    }
    Node first = nodes.getFirst();
    if (nodes.size() == 1) {
      return first;
    }
    TaskType type = TaskType.of(first);
    Optional<Key> key = key(first);
    for (Node node : nodes) {
      if (key.isEmpty() || !key(node).equals(key)) {
        throw new IllegalArgumentException(
            "Tasks that cannot be combined: "
                + type.display(first)
                + " and "
                + TaskType.of(node).display(node));
      }
    }
    List<Parameter> parameters = type.parameters();
    Object[] values = type.shape().read(first);
    for (int i = 0; i < values.length; i++) {
      if (parameters.get(i).batch() != Param.Batch.NONE) {
        List<Object> all = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
          all.add(type.shape().read(node)[i]);
        }
        values[i] = combine(parameters.get(i).batch(), type.codec(i), all);
      }
    }
    try {
      return (Node) type.shape().make(values);
    } catch (RecordShape.Refused e) {
      throw new InvalidParameters(
          type.family(), List.of(new ParameterProblem.Refused(type.family(), e.reason())), "");
    }
  }

  private static Object combine(Param.Batch batch, Codec codec, List<Object> values) {
    return switch (batch) {
      case NONE -> values.getFirst();
      case MAX -> Collections.max(values, codec::compare);
      case MIN -> Collections.min(values, codec::compare);
      case CONCAT -> concatenated(values);
    };
  }

  private static Object concatenated(List<Object> values) {
    boolean lists = values.getFirst() instanceof List<?>;
    Collection<Object> all = lists ? new ArrayList<>() : new LinkedHashSet<>();
    for (Object value : values) {
      all.addAll((Collection<?>) value);
    }
    return lists ? List.copyOf(all) : Collections.unmodifiableSet((LinkedHashSet<Object>) all);
  }
}
