package dev.stillson.core.shape;

import java.util.HashMap;
import java.util.Map;

/**
 * A class file in the making (Java Virtual Machine Specification, chapter 4): a public final class
 * of public methods without branches, which need no stack maps.
 */
final class ClassFile {
  private static final int VERSION_21 = 65;
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;
  private static final int PUBLIC = 0x0001;
  private static final int FINAL = 0x0010;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final Bytes constants = new Bytes();
  private final Bytes methods = new Bytes();
  private int constantCount = 1;
  private int methodCount;

  /** The number of the constant for class {@code name}, with slashes. */
  int type(String name) {
    String key = "c " + name;
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    int utf8 = utf8(name);
    constants.u1(CLASS).u2(utf8);
    return add(key);
  }

  /** The number of the constant for a method of a class. */
  int method(String owner, String name, String descriptor) {
    String key = "m " + owner + ' ' + name + ' ' + descriptor;
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    int type = type(owner);
    int nameUtf8 = utf8(name);
    int descriptorUtf8 = utf8(descriptor);
    constants.u1(NAME_AND_TYPE).u2(nameUtf8).u2(descriptorUtf8);
    int nameAndType = constantCount++;
    constants.u1(METHOD).u2(type).u2(nameAndType);
    return add(key);
  }

  private int utf8(String text) {
    String key = "u " + text;
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    constants.u1(UTF8).utf8(text);
    return add(key);
  }

  private int add(String key) {
    numbers.put(key, constantCount);
    return constantCount++;
  }

  /** Adds a public method that runs {@code code}. */
  void add(String name, String descriptor, int stack, int locals, Bytes code) {
    methods.u2(PUBLIC).u2(utf8(name)).u2(utf8(descriptor)).u2(1);
    methods.u2(utf8("Code")).u4(code.length() + 12).u2(stack).u2(locals);
    methods.u4(code.length()).all(code).u2(0).u2(0);
    methodCount++;
  }

  /** The file of class {@code name}, which extends Object. */
  byte[] toBytes(String name, String... interfaces) {
    int thisClass = type(name);
    int superClass = type("java/lang/Object");
    Bytes implemented = new Bytes().u2(interfaces.length);
    for (String each : interfaces) {
      implemented.u2(type(each));
    }
    return new Bytes()
        .u4(0xcafebabe)
        .u2(0)
        .u2(VERSION_21)
        .u2(constantCount)
        .all(constants)
        .u2(PUBLIC | FINAL)
        .u2(thisClass)
        .u2(superClass)
        .all(implemented)
        .u2(0)
        .u2(methodCount)
        .all(methods)
        .u2(0)
        .toArray();
  }
}
