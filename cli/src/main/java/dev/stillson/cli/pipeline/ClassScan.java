package dev.stillson.cli.pipeline;

import dev.stillson.Family;
import dev.stillson.Node;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the tasks among class files without loading them: every concrete class that is a {@link
 * Node}, directly or through interfaces and super classes. Those that are no records are found,
 * too, so that choosing one says what is wrong with it.
 */
final class ClassScan {
  private static final String FAMILY = "L" + Family.class.getName().replace('.', '/') + ";";

  private record Found(boolean concrete, List<String> parents, String family) {}

  private final Map<String, Found> classes = new HashMap<>();
  private final Map<String, Boolean> nodes = new HashMap<>();
  private final ClassLoader outside;

  /**
   * A scan of nothing yet.
   *
   * @param outside knows the types that are not among the class files, such as {@link Node} itself
   */
  ClassScan(ClassLoader outside) {
    this.outside = outside;
  }

  /** Adds a class file. */
  void add(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    int flags = model.flags().flagsMask();
    List<String> parents = new ArrayList<>();
    model.superclass().ifPresent(parent -> parents.add(parent.asInternalName()));
    for (ClassEntry parent : model.interfaces()) {
      parents.add(parent.asInternalName());
    }
    boolean concrete = (flags & (ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT)) == 0;
    String name = model.thisClass().asInternalName();
    classes.put(name, new Found(concrete, parents, family(model, name)));
  }

  /** The tasks, by family and class name. */
  List<TaskClass> tasks() {
    List<TaskClass> tasks = new ArrayList<>();
    for (Map.Entry<String, Found> entry : classes.entrySet()) {
      Found found = entry.getValue();
      if (found.concrete && isNode(entry.getKey())) {
        tasks.add(new TaskClass(found.family, entry.getKey().replace('/', '.')));
      }
    }
    tasks.sort(Comparator.comparing(TaskClass::family).thenComparing(TaskClass::className));
    return tasks;
  }

  private boolean isNode(String name) {
    Boolean known = nodes.get(name);
    if (known != null) {
      return known;
    }
    nodes.put(name, false);
    Found found = classes.get(name);
    boolean node = false;
    if (found == null) {
      node = isNodeOutside(name);
    } else {
      for (String parent : found.parents) {
        node |= isNode(parent);
      }
    }
    nodes.put(name, node);
    return node;
  }

  private boolean isNodeOutside(String name) {
    if (name.startsWith("java/")) {
      return false;
    }
    try {
      Class<?> type = Class.forName(name.replace('/', '.'), false, outside);
      return Node.class.isAssignableFrom(type);
    } catch (ClassNotFoundException | LinkageError e) {
      // A parent that is not on the class path: such a class cannot be loaded, let alone run.
      return false;
    }
  }

  private static String family(ClassModel model, String name) {
    var annotations = model.findAttribute(Attributes.runtimeVisibleAnnotations());
    if (annotations.isPresent()) {
      for (Annotation annotation : annotations.get().annotations()) {
        if (annotation.className().equalsString(FAMILY)) {
          for (AnnotationElement element : annotation.elements()) {
            if (element.name().equalsString("value")
                && element.value() instanceof AnnotationValue.OfString value
                && !value.stringValue().isEmpty()) {
              return value.stringValue();
            }
          }
        }
      }
    }
    return innerName(model, name).orElse(name.substring(name.lastIndexOf('/') + 1));
  }

  private static Optional<String> innerName(ClassModel model, String name) {
    var inner = model.findAttribute(Attributes.innerClasses());
    if (inner.isPresent()) {
      for (InnerClassInfo info : inner.get().classes()) {
        if (info.innerClass().asInternalName().equals(name)) {
          return info.innerName().map(text -> text.stringValue());
        }
      }
    }
    return Optional.empty();
  }
}
