package dev.stillson.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The users and tokens of a server. All methods throw {@link UsageException} if a name, a role or
 * the place cannot be used.
 */
public interface Accounts {

  /**
   * Adds a user, or gives one another role or password. What is empty stays; a new user is a viewer
   * unless it is said otherwise.
   */
  void putUser(String name, Optional<String> role, Optional<String> password);

  /** Makes a token and returns its text, which cannot be had again. One of that name ends. */
  String newToken(String name, String role);

  /** Removes a user or a token. */
  void remove(String name, boolean user);

  /** All users or all tokens, by name. */
  List<Account> list(boolean users);

  /**
   * A user or a token.
   *
   * @param name its name
   * @param role its role
   * @param created when its password or token was made
   */
  record Account(String name, String role, String created) {}

  /**
   * Finds them in a data folder; found by {@link java.util.ServiceLoader}, as {@link Daemon} is.
   */
  interface Folders {
    /** Those in the folder. */
    Accounts in(Path data);
  }
}
