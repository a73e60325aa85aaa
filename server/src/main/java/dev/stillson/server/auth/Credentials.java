package dev.stillson.server.auth;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The users and tokens that the server knows. Safe for use by many threads. */
public interface Credentials {

  /** No users and no tokens: whoever reaches the server may do everything. */
  Credentials NONE =
      new Credentials() {
        @Override
        public boolean isEmpty() {
          return true;
        }

        @Override
        public long version() {
          return 0;
        }

        @Override
        public Optional<Identity> token(String token) {
          return Optional.empty();
        }

        @Override
        public Optional<Identity> password(String user, String password) {
          return Optional.empty();
        }

        @Override
        public Optional<Standing> standing(String name) {
          return Optional.empty();
        }

        @Override
        public List<Account> accounts() {
          return List.of();
        }

        @Override
        public void putUser(String name, Role role, String password) throws IOException {
          throw unchangeable();
        }

        @Override
        public String newToken(String name, Role role) throws IOException {
          throw unchangeable();
        }

        @Override
        public boolean setRole(String name, Role role) throws IOException {
          throw unchangeable();
        }

        @Override
        public boolean remove(String name) throws IOException {
          throw unchangeable();
        }

        private static IOException unchangeable() {
          return new IOException("This server has no place for users and tokens");
        }
      };

  /**
   * What a user or a token is at present.
   *
   * @param role what it may do
   * @param mark a text that differs after its password or token was made anew
   */
  record Standing(Role role, String mark) {}

  /** Whether there is neither a user nor a token. */
  boolean isEmpty();

  /** A number that differs after each change of users or tokens. */
  long version();

  /** Whose token this is; empty: nobody's. */
  Optional<Identity> token(String token);

  /**
   * The user, if the password is theirs. Slow on purpose, and as slow for a user that does not
   * exist.
   */
  Optional<Identity> password(String user, String password);

  /** What a user or token of that name is at present; empty: there is none. */
  Optional<Standing> standing(String name);

  /** All users and tokens, by name. */
  List<Account> accounts();

  /**
   * Adds a user, or gives one a new role and password.
   *
   * @throws IllegalArgumentException if the name or the password is not one, or a token has the
   *     name; the message is for people
   * @throws IOException if it cannot be stored
   */
  void putUser(String name, Role role, String password) throws IOException;

  /**
   * Makes a token and returns it; it cannot be shown again. One of the same name ends.
   *
   * @throws IllegalArgumentException if the name is not one, or a user has it; the message is for
   *     people
   * @throws IOException if it cannot be stored
   */
  String newToken(String name, Role role) throws IOException;

  /**
   * Gives a user or a token another role.
   *
   * @return whether there is one of that name
   * @throws IOException if it cannot be stored
   */
  boolean setRole(String name, Role role) throws IOException;

  /**
   * Removes a user or token.
   *
   * @return whether there was one of that name
   * @throws IOException if it cannot be stored
   */
  boolean remove(String name) throws IOException;
}
