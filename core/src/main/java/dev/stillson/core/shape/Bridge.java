package dev.stillson.core.shape;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A class made for one record that calls its accessors and its constructor as if written by hand:
 *
 * <pre>{@code
 * Object apply(Object r) { return new Object[] {((R) r).a(), Integer.valueOf(((R) r).b())}; }
 * Object apply(Object v, Object x) { return new R((A) v[0], ((Integer) v[1]).intValue()); }
 * }</pre>
 *
 * <p>Reflection does the same, but behind it the JDK makes classes for each shape of method, and
 * that takes a good part of a short run's time. It is a class of the record's own package and class
 * loader, and knows nothing but the JDK and the record.
 */
final class Bridge {
  private static final int ALOAD_0 = 0x2a;
  private static final int ALOAD_1 = 0x2b;
  private static final int AALOAD = 0x32;
  private static final int AASTORE = 0x53;
  private static final int DUP = 0x59;
  private static final int SIPUSH = 0x11;
  private static final int ARETURN = 0xb0;
  private static final int RETURN = 0xb1;
  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKESPECIAL = 0xb7;
  private static final int INVOKESTATIC = 0xb8;
  private static final int NEW = 0xbb;
  private static final int ANEWARRAY = 0xbd;
  private static final int CHECKCAST = 0xc0;
  private static final String SUFFIX = "$$Bridge";
  private static final String OBJECT = "java/lang/Object";

  private final ClassFile file = new ClassFile();
  private final String record;
  private final RecordComponent[] components;

  private Bridge(Class<?> type, RecordComponent[] components) {
    this.record = type.getName().replace('.', '/');
    this.components = components;
  }

  /** The two methods of a bridge. */
  record Ends(UnaryOperator<@Nullable Object> reader, BinaryOperator<Object> maker) {}

  /**
   * The bridge to {@code type}.
   *
   * @throws InaccessibleRecord if its module does not open its package
   */
  @SuppressWarnings("unchecked")
  static Ends to(Class<?> type, RecordComponent[] components, Constructor<?> constructor) {
    boolean reachable = !Modifier.isPrivate(constructor.getModifiers());
    try {
      Object bridge =
          define(type, new Bridge(type, components).bytes(reachable))
              .getDeclaredConstructor()
              .newInstance();
      return new Ends(
          (UnaryOperator<@Nullable Object>) bridge,
          reachable ? (BinaryOperator<Object>) bridge : new PrivateMaker(constructor));
    } catch (IllegalAccessException e) {
      throw new InaccessibleRecord(type, e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("There is no way to take apart " + type.getName(), e);
    }
  }

  /** Defines the bridge in the package of {@code type}, unless another thread has just done so. */
  private static Class<?> define(Class<?> type, byte[] bytes) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    try {
      return lookup.defineClass(bytes);
    } catch (LinkageError e) {
      return Class.forName(type.getName() + SUFFIX, true, type.getClassLoader());
    }
  }

  private byte[] bytes(boolean withMaker) {
    int object = file.method(OBJECT, "<init>", "()V");
    Bytes constructor = new Bytes().u1(ALOAD_0).u1(INVOKESPECIAL).u2(object).u1(RETURN);
    file.add("<init>", "()V", 1, 1, constructor);
    file.add("apply", "(Ljava/lang/Object;)Ljava/lang/Object;", 6, 2, reader());
    if (!withMaker) {
      return file.toBytes(record + SUFFIX, "java/util/function/UnaryOperator");
    }
    int slots = 2 * components.length + 4;
    file.add(
        "apply", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;", slots, 3, maker());
    return file.toBytes(
        record + SUFFIX, "java/util/function/UnaryOperator", "java/util/function/BinaryOperator");
  }

  private Bytes reader() {
    Bytes code = new Bytes().u1(SIPUSH).u2(components.length).u1(ANEWARRAY).u2(file.type(OBJECT));
    for (int i = 0; i < components.length; i++) {
      Class<?> type = components[i].getType();
      String accessor = components[i].getAccessor().getName();
      code.u1(DUP).u1(SIPUSH).u2(i);
      code.u1(ALOAD_1).u1(CHECKCAST).u2(file.type(record));
      code.u1(INVOKEVIRTUAL).u2(file.method(record, accessor, "()" + type.descriptorString()));
      if (type.isPrimitive()) {
        String box = box(type);
        String descriptor = "(" + type.descriptorString() + ")L" + box + ";";
        code.u1(INVOKESTATIC).u2(file.method(box, "valueOf", descriptor));
      }
      code.u1(AASTORE);
    }
    return code.u1(ARETURN);
  }

  private Bytes maker() {
    Bytes code = new Bytes().u1(NEW).u2(file.type(record)).u1(DUP);
    StringBuilder descriptor = new StringBuilder("(");
    for (int i = 0; i < components.length; i++) {
      Class<?> type = components[i].getType();
      descriptor.append(type.descriptorString());
      code.u1(ALOAD_1).u1(CHECKCAST).u2(file.type("[L" + OBJECT + ";"));
      code.u1(SIPUSH).u2(i).u1(AALOAD).u1(CHECKCAST);
      if (type.isPrimitive()) {
        String box = box(type);
        String unboxing = type.getName() + "Value";
        code.u2(file.type(box));
        code.u1(INVOKEVIRTUAL).u2(file.method(box, unboxing, "()" + type.descriptorString()));
      } else {
        code.u2(file.type(type.getName().replace('.', '/')));
      }
    }
    int constructor = file.method(record, "<init>", descriptor.append(")V").toString());
    return code.u1(INVOKESPECIAL).u2(constructor).u1(ARETURN);
  }

  private static String box(Class<?> primitive) {
    return switch (primitive.descriptorString().charAt(0)) {
      case 'Z' -> "java/lang/Boolean";
      case 'B' -> "java/lang/Byte";
      case 'C' -> "java/lang/Character";
      case 'S' -> "java/lang/Short";
      case 'I' -> "java/lang/Integer";
      case 'J' -> "java/lang/Long";
      case 'F' -> "java/lang/Float";
      default -> "java/lang/Double";
    };
  }
}
