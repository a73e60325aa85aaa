package dev.stillson.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wishes of a terminal or a service manager that the process may end: the first is a request,
 * the next an order. A shutdown hook could not tell them apart.
 */
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * From now on the first SIGTERM or SIGINT calls {@code request}, each further one {@code order}.
   */
  static void handle(Runnable request, Runnable order) {
    AtomicInteger count = new AtomicInteger();
    Runnable handler =
        () -> {
          if (count.incrementAndGet() == 1) {
            request.run();
          } else {
            order.run();
          }
        };
    for (String name : new String[] {"TERM", "INT"}) {
      handle(name, handler);
    }
  }

  /** By reflection, as the compiler warns of the class by name; every JVM in use has it. */
  private static void handle(String name, Runnable handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  Thread.ofPlatform().daemon().name("stillson-signal").start(handler);
                }
                return null;
              });
      signal
          .getMethod("handle", signal, type)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.warn("The signal {} ends the process at once: {}", name, e.toString());
    }
  }
}
