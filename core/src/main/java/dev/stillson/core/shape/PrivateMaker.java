package dev.stillson.core.shape;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.function.BinaryOperator;

/** Makes records of a private class, whose constructor only reflection reaches. */
final class PrivateMaker implements BinaryOperator<Object> {
  private final Constructor<?> constructor;

  PrivateMaker(Constructor<?> constructor) {
    constructor.setAccessible(true);
    this.constructor = constructor;
  }

  @Override
  public Object apply(Object values, Object ignored) {
    try {
      return constructor.newInstance((Object[]) values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("There is no way to make " + constructor.getDeclaringClass(), e);
    }
  }
}
