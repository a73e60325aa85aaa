package dev.stillson.server.auth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Finds out who sends a request. Safe for use by many threads. */
public final class SignIn {
  /** How long a browser's session lasts. */
  public static final Duration SESSION = Sessions.LIFETIME;

  private static final int REMEMBERED = 1_000;

  private final Credentials credentials;
  private final Sessions sessions;
  private final FailedSignIns failures;
  private final String salt = Secrets.fresh();
  // Hashing a password takes a core for a while: whoever tries many keeps only one busy.
  private final Semaphore hashing = new Semaphore(1);
  private final Map<String, Identity> verified =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Identity> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long verifiedVersion;
  private volatile boolean closed;

  /**
   * For users and tokens of {@code credentials}.
   *
   * @param elsewhere whether people also sign in elsewhere, so that nobody may do anything without
   */
  public SignIn(Credentials credentials, boolean elsewhere, InstantSource clock) {
    this.credentials = credentials;
    this.sessions = new Sessions(clock);
    this.failures = new FailedSignIns(clock);
    this.closed = elsewhere || !credentials.isEmpty();
  }

  /** What came of looking at a request's credentials. */
  public sealed interface Result {
    /**
     * They are good.
     *
     * @param identity whose
     * @param ambient whether a browser may have sent them without its user wanting it
     */
    record Known(Identity identity, boolean ambient) implements Result {}

    /** There are none. */
    record Absent() implements Result {}

    /** They are not good. */
    record Wrong() implements Result {}

    /**
     * There were too many wrong ones.
     *
     * @param delay how long until the next is looked at
     */
    record Blocked(Duration delay) implements Result {}
  }

  /**
   * Whether everybody may do everything: as long as there never was a credential, nor another way
   * to sign in. When the last one is removed from a running server, nobody may do anything.
   */
  public boolean isOpen() {
    if (!closed && !credentials.isEmpty()) {
      closed = true;
    }
    return !closed;
  }

  /**
   * Who sends a request.
   *
   * @param authorization its header Authorization
   * @param session the secret of the session it names
   * @param address where it comes from
   */
  public Result identify(@Nullable String authorization, @Nullable String session, String address) {
    if (isOpen()) {
      return new Result.Known(Identity.LOCAL, true);
    }
    if (authorization != null) {
      if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
        return token(authorization.substring(7).strip(), address, false);
      }
      if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
        return basic(authorization.substring(6).strip(), address);
      }
      return new Result.Wrong();
    }
    if (session != null) {
      Optional<Identity> identity = sessions.find(session).flatMap(this::present);
      if (identity.isPresent()) {
        return new Result.Known(identity.get(), true);
      }
    }
    return new Result.Absent();
  }

  /** Whoever was given another password or token, or removed and made anew, signs in again. */
  private Optional<Identity> present(Sessions.Holder holder) {
    return switch (holder) {
      case Sessions.Holder.Guest(Identity identity) -> Optional.of(identity);
      case Sessions.Holder.Member(String name, String mark) ->
          credentials
              .standing(name)
              .filter(standing -> standing.mark().equals(mark))
              .map(standing -> new Identity(name, standing.role()));
    };
  }

  /** Looks at a user's name and password, or at a token in the place of the password. */
  public Result password(String user, String password, String address) {
    String key = Secrets.digest(salt + user.length() + ':' + user + password);
    Identity known = remembered(key);
    if (known != null) {
      return new Result.Known(known, true);
    }
    if (credentials.token(password).isPresent()) {
      return token(password, address, true);
    }
    Duration wait = failures.wait(address, user);
    if (wait.isPositive()) {
      return new Result.Blocked(wait);
    }
    long version = credentials.version();
    hashing.acquireUninterruptibly();
    Optional<Identity> identity;
    try {
      identity = credentials.password(user, password);
    } finally {
      hashing.release();
    }
    if (identity.isEmpty()) {
      failures.failed(address, user);
      return new Result.Wrong();
    }
    remember(key, identity.get(), version);
    return new Result.Known(identity.get(), true);
  }

  /** Begins a browser's session of a user of ours and returns its secret. */
  public String beginSession(Identity identity) {
    // Who was removed just now gets a session that is over.
    String mark = credentials.standing(identity.name()).map(Credentials.Standing::mark).orElse("");
    return sessions.begin(new Sessions.Holder.Member(identity.name(), mark));
  }

  /** Begins a browser's session of somebody who signed in elsewhere and returns its secret. */
  public String beginGuestSession(Identity identity) {
    return sessions.begin(new Sessions.Holder.Guest(identity));
  }

  /** Ends a browser's session, if it is one. */
  public void endSession(String session) {
    sessions.end(session);
  }

  private Result token(String token, String address, boolean ambient) {
    Optional<Identity> identity = credentials.token(token);
    if (identity.isPresent()) {
      return new Result.Known(identity.get(), ambient);
    }
    Duration wait = failures.wait(address, "");
    failures.failed(address, "");
    return wait.isPositive() ? new Result.Blocked(wait) : new Result.Wrong();
  }

  private Result basic(String encoded, String address) {
    String decoded;
    try {
      decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return new Result.Wrong();
    }
    int colon = decoded.indexOf(':');
    return colon < 0
        ? new Result.Wrong()
        : password(decoded.substring(0, colon), decoded.substring(colon + 1), address);
  }

  private @Nullable Identity remembered(String key) {
    synchronized (verified) {
      if (verifiedVersion != credentials.version()) {
        verified.clear();
        verifiedVersion = credentials.version();
      }
      return verified.get(key);
    }
  }

  private void remember(String key, Identity identity, long version) {
    synchronized (verified) {
      if (version == verifiedVersion) {
        verified.put(key, identity);
      }
    }
  }
}
