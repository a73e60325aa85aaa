package dev.stillson.server.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The browsers that are signed in. They are not stored: after a restart people sign in again. Safe
 * for use by many threads.
 */
final class Sessions {
  /** How long a session lasts. */
  static final Duration LIFETIME = Duration.ofHours(12);

  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A browser that is signed in.
   *
   * @param user who uses it
   * @param granted the role for the whole session; empty: the one that the user has at the time
   * @param ends when it is over
   */
  record Session(String user, Optional<Role> granted, Instant ends) {}

  /** Begins a session of the user and returns its secret. */
  synchronized String begin(String user, Optional<Role> granted) {
    Instant now = clock.instant();
    // In the order of their beginnings, which is that of their ends.
    Iterator<Session> oldest = sessions.values().iterator();
    while (oldest.hasNext() && (oldest.next().ends.isBefore(now) || sessions.size() >= MOST)) {
      oldest.remove();
    }
    String secret = Secrets.fresh();
    sessions.put(Secrets.digest(secret), new Session(user, granted, now.plus(LIFETIME)));
    return secret;
  }

  /** The session of that secret; empty if there is none or it is over. */
  synchronized Optional<Session> find(String secret) {
    Session session = sessions.get(Secrets.digest(secret));
    return session == null || session.ends.isBefore(clock.instant())
        ? Optional.empty()
        : Optional.of(session);
  }

  /** Ends a session, if it is one. */
  synchronized void end(String secret) {
    sessions.remove(Secrets.digest(secret));
  }
}
