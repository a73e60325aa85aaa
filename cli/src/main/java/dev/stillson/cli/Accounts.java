package dev.stillson.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The users and tokens of a server; found by {@link java.util.ServiceLoader}, as {@link Daemon} is.
 * All methods throw {@link UsageException} if the data folder or a name cannot be used.
 */
public interface Accounts {

  /** Whether there is such a role. */
  boolean isRole(String role);

  /** Adds a user, or gives one a new role and password; the old role if {@code role} is empty. */
  void putUser(Path data, String name, Optional<String> role, String password);

  /** Makes a token and returns its text, which cannot be had again. One of that name ends. */
  String newToken(Path data, String name, String role);

  /**
   * Removes a user or a token.
   *
   * @return whether there was one
   */
  boolean remove(Path data, String name, boolean user);

  /** All users or all tokens, by name. */
  List<Account> list(Path data, boolean users);

  /**
   * A user or a token.
   *
   * @param name its name
   * @param role its role
   * @param created when it was made or last changed
   */
  record Account(String name, String role, Instant created) {}
}
