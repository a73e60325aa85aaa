package dev.stillson.core.parameter;

import dev.stillson.Node;
import dev.stillson.core.shape.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node with other values in the place of all that are not public. What is computed of it, however
 * that is done, holds nothing of them, and shows by being equal or not whether they matter.
 *
 * @param node equal to the original but for these values, of which each is another
 * @param masked whether people see in what is computed of it that something is masked; otherwise it
 *     may be taken for what it is not
 */
public record Disguise(Node node, boolean masked) {

  /**
   * The disguise of {@code node}.
   *
   * @return empty if it is not known what other values such a node may have
   */
  public static Optional<Disguise> of(Node node) {
    TaskType type = TaskType.of(node);
    Object[] values = type.shape().read(node);
    boolean masked = true;
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = type.parameters().get(i);
      if (parameter.isPublic()) {
        continue;
      }
      Optional<Object> other = other(type.codec(i), parameter, values[i]);
      if (other.isEmpty()) {
        return Optional.empty();
      }
      values[i] = other.get();
      masked &= type.codec(i).text(values[i]).equals(Parameter.MASK);
    }
    try {
      return Optional.of(new Disguise((Node) type.shape().make(values), masked));
    } catch (RecordShape.Refused _) {
      return Optional.empty();
    }
  }

  private static Optional<Object> other(Codec codec, Parameter parameter, Object value) {
    List<String> texts = new ArrayList<>(List.of(Parameter.MASK, parameter.example()));
    texts.addAll(parameter.choices());
    texts.addAll(List.of("", "false", "0"));
    for (String text : texts) {
      try {
        Object other = codec.parse(text);
        if (!other.equals(value)) {
          return Optional.of(other);
        }
      } catch (Unreadable _) {
        // Another text may be one of its values.
      }
    }
    return Optional.empty();
  }
}
