package dev.stillson.server.auth.openid;

import java.util.Locale;

/** Why somebody was not signed in. */
public enum Refusal {
  /** The flow is over, was used before or was begun by another browser. */
  EXPIRED,
  /** The provider did not let them in, or they gave up there. */
  DENIED,
  /** The provider knows them; here they have no role. */
  NO_ROLE,
  /** The provider does not answer. */
  UNREACHABLE,
  /** What the provider answers is not to be believed. */
  INVALID;

  /** The reason as a word of a URL: {@code no-role}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
