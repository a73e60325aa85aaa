package dev.stillson.server.auth;

import java.time.Instant;

/**
 * A user or a token, without what is secret about it.
 *
 * @param name unique among both
 * @param kind which of the two
 * @param role what it may do
 * @param created when its password or token was made
 */
public record Account(String name, Kind kind, Role role, Instant created) {

  /** What shows that somebody is the one they say. */
  public enum Kind {
    /** A person, by a password. */
    USER,
    /** A program, by the token itself. */
    TOKEN
  }
}
