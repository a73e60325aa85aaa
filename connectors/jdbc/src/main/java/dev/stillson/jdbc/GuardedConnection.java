package dev.stillson.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A connection lent to a task's code, which must not end the transaction: data and marker row would
 * become visible one without the other.
 */
final class GuardedConnection {
  private GuardedConnection() {}

  static Connection of(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> invoke(connection, method, arguments));
  }

  private static @Nullable Object invoke(
      Connection connection, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "close" -> null;
      case "commit", "abort", "setAutoCommit" -> throw refused(method);
      case "rollback" -> {
        if (arguments == null) {
          throw refused(method);
        }
        yield passed(connection, method, arguments);
      }
      default -> passed(connection, method, arguments);
    };
  }

  private static @Nullable Object passed(
      Connection connection, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static IllegalStateException refused(Method method) {
    return new IllegalStateException(
        "A task called %s() on a connection that is lent to it\nhint: a load commits when its body returns, and rolls back when it throws"
            .formatted(method.getName()));
  }
}
