package dev.stillson.server.auth.openid;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Begins flows and takes them up again, each once. All that belongs to a flow follows from its
 * cookie and a key of this process, so nothing is kept of flows that somebody begins, however many
 * they are. Safe for use by many threads.
 */
final class Flows {
  /** How long somebody may take at the provider. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final int REMEMBERED = 10_000;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key = new SecretKeySpec(bytes(), "HmacSHA256");
  private final InstantSource clock;
  // Those that were taken up; the oldest first.
  private final SequencedSet<String> used = new LinkedHashSet<>();

  Flows(InstantSource clock) {
    this.clock = clock;
  }

  Flow begin() {
    return of(clock.instant().getEpochSecond() + "." + text(bytes()));
  }

  /** The flow of the cookie, if it is not over and the state is its own. */
  Optional<Flow> resume(String cookie, String state) {
    if (!cookie.matches("[0-9]{1,12}\\.[A-Za-z0-9_-]{43}")) {
      return Optional.empty();
    }
    Flow flow = of(cookie);
    // A cookie of another time or of another process has another state.
    Instant begun = Instant.ofEpochSecond(Long.parseLong(cookie.substring(0, cookie.indexOf('.'))));
    boolean same =
        MessageDigest.isEqual(
            flow.state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    return same && !begun.plus(LIFETIME).isBefore(clock.instant()) && use(state)
        ? Optional.of(flow)
        : Optional.empty();
  }

  private synchronized boolean use(String state) {
    if (used.size() >= REMEMBERED) {
      used.removeFirst();
    }
    return used.add(state);
  }

  private Flow of(String cookie) {
    return new Flow(
        cookie, derive("state", cookie), derive("nonce", cookie), derive("verifier", cookie));
  }

  private String derive(String purpose, String cookie) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return text(mac.doFinal((purpose + ' ' + cookie).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HMAC", e);
    }
  }

  private byte[] bytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
