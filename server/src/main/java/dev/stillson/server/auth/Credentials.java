package dev.stillson.server.auth;

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
        public Optional<Role> role(String user) {
          return Optional.empty();
        }
      };

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

  /** The present role of a user; empty: there is no such user. */
  Optional<Role> role(String user);
}
