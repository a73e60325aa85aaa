package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.Requires;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** The nodes in a {@link Requires}, in its order. */
final class Needs {
  private static final ClassValue<Method[]> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          if (components == null) {
            throw new IllegalArgumentException(
                "The group of requirements "
                    + type.getName()
                    + " is not a record\n  hint: declare it as a record whose components are tasks");
          }
          Method[] accessors = new Method[components.length];
          for (int i = 0; i < components.length; i++) {
            accessors[i] = components[i].getAccessor();
            accessors[i].setAccessible(true);
          }
          return accessors;
        }
      };

  private Needs() {}

  /** Takes the nodes one by one. */
  interface Sink {
    void add(Node node, boolean soft);
  }

  /**
   * Gives every node of {@code requires} to {@code sink}.
   *
   * @throws IllegalArgumentException if a group is no record or has another component
   */
  static void each(Requires requires, Sink sink) {
    each(requires, false, sink);
  }

  private static void each(Requires requires, boolean soft, Sink sink) {
    switch (requires) {
      case Node node -> sink.add(node, soft);
      case Requires.None none -> {}
      case Requires.All<?> all -> {
        for (Node node : all.nodes()) {
          sink.add(node, soft);
        }
      }
      case Requires.Soft<?> wrapped -> sink.add(wrapped.node(), true);
      case Requires.Group group -> {
        for (Method accessor : ACCESSORS.get(group.getClass())) {
          if (value(group, accessor) instanceof Requires part) {
            each(part, soft, sink);
          } else {
            throw new IllegalArgumentException(
                "The component '"
                    + accessor.getName()
                    + "' of "
                    + group.getClass().getSimpleName()
                    + " is not a requirement\n  type: "
                    + accessor.getGenericReturnType().getTypeName()
                    + "\n  hint: use a task, Requires.All, Requires.Soft or another group");
          }
        }
      }
    }
  }

  private static Object value(Requires.Group group, Method accessor) {
    try {
      Object value = accessor.invoke(group);
      return value == null ? "null" : value;
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("The group " + group + " cannot be read", e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalArgumentException("The group " + group + " cannot be read", e.getCause());
    }
  }
}
