package dev.stillson.store;

import dev.stillson.Target;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;

/**
 * Looks for targets of one type. Used by many threads at once.
 *
 * @param <T> the type of the targets
 */
public interface Store<T extends Target> {

  /**
   * Those of {@code targets} that exist. One call asks for all targets of a step, so that a store
   * can answer with few requests: a listing instead of one look-up for each.
   *
   * @throws IOException if the answer is not known; never as a way to say "missing"
   */
  Set<T> existing(Collection<T> targets) throws IOException;

  /** Removes {@code targets}; those that do not exist are passed over. */
  void delete(Collection<T> targets) throws IOException;

  /**
   * Where {@code target} is in the test environment {@code environment}: another prefix or schema
   * of the same store. Pure.
   *
   * @param environment letters, digits, {@code -} and {@code _}
   */
  T inEnvironment(T target, String environment);

  /**
   * What people call {@code target}: what they would look for, such as the absolute path of a file.
   * It is sent to servers and shown, and holds no password or other secret. The target's text
   * unless a store knows better. Pure.
   */
  default String describe(T target) {
    return target.toString();
  }
}
