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

  /** Who uses a browser that is signed in. */
  sealed interface Holder {
    /** Somebody who signed in elsewhere, with a role for the whole session. */
    record Guest(Identity identity) implements Holder {}

    /**
     * A user or token of ours, with the role that it has at the time.
     *
     * @param mark that of its standing at the sign-in; with another the session is over
     */
    record Member(String name, String mark) implements Holder {}
  }

  private record Session(Holder holder, Instant ends) {}

  /** Begins a session and returns its secret. */
  synchronized String begin(Holder holder) {
    Instant now = clock.instant();
    // In the order of their beginnings, which is that of their ends.
    Iterator<Session> oldest = sessions.values().iterator();
    while (oldest.hasNext() && (oldest.next().ends.isBefore(now) || sessions.size() >= MOST)) {
      oldest.remove();
    }
    String secret = Secrets.fresh();
    sessions.put(Secrets.digest(secret), new Session(holder, now.plus(LIFETIME)));
    return secret;
  }

  /** Who has the session of that secret; empty if there is none or it is over. */
  synchronized Optional<Holder> find(String secret) {
    Session session = sessions.get(Secrets.digest(secret));
    return session == null || session.ends.isBefore(clock.instant())
        ? Optional.empty()
        : Optional.of(session.holder);
  }

  /** Ends a session, if it is one. */
  synchronized void end(String secret) {
    sessions.remove(Secrets.digest(secret));
  }
}
