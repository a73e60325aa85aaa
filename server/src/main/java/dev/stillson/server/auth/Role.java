package dev.stillson.server.auth;

import java.util.Locale;
import java.util.Optional;

/** What a user or a token is for. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Is a worker: looks, and works. */
  WORKER,
  /** Looks, works and operates. */
  OPERATOR,
  /** Everything. */
  ADMIN;

  /** Whether the role has the permission. */
  public boolean may(Permission permission) {
    return switch (permission) {
      case PUBLIC, VIEW -> true;
      case WORK -> this != VIEWER;
      case OPERATE -> this == OPERATOR || this == ADMIN;
      case ADMINISTER -> this == ADMIN;
    };
  }

  /** The role as people write it: in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that name; empty if there is none. */
  public static Optional<Role> parse(String text) {
    for (Role role : values()) {
      if (role.text().equals(text)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
