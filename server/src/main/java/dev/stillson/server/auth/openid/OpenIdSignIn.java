package dev.stillson.server.auth.openid;

import dev.stillson.core.text.Shown;
import dev.stillson.server.auth.Identity;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs people in by way of a provider. Safe for use by many threads. */
public final class OpenIdSignIn {
  /** How long somebody may take at the provider. */
  public static final Duration LIFETIME = Flows.LIFETIME;

  private final OpenIdSettings settings;
  private final InstantSource clock;
  private final Flows flows;
  private volatile @Nullable Provider provider;

  /** By way of the provider that the settings name, which is asked when somebody signs in. */
  public OpenIdSignIn(OpenIdSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.flows = new Flows(clock);
  }

  /**
   * The beginning of a flow.
   *
   * @param cookie what the browser must keep for its return
   * @param entrance where it goes
   */
  public record Departure(String cookie, URI entrance) {}

  /** What people call the provider. */
  public String name() {
    return settings.name();
  }

  /** Where browsers reach this server, without a slash at the end. */
  public URI publicUrl() {
    return settings.publicUrl();
  }

  /**
   * Begins a flow.
   *
   * @throws SignInRefusedException if the provider does not answer, or not as it should
   */
  public Departure begin() throws SignInRefusedException {
    Flow flow = flows.begin();
    return new Departure(flow.cookie(), provider().entrance(flow));
  }

  /**
   * Ends a flow.
   *
   * @param cookie what the browser kept, if it did
   * @param answer looks up a field of the query that it brings from the provider
   * @return who it is
   * @throws SignInRefusedException if they are not signed in
   */
  public Identity end(Optional<String> cookie, Answer answer) throws SignInRefusedException {
    Flow flow =
        cookie
            .flatMap(kept -> answer.field("state").flatMap(state -> flows.resume(kept, state)))
            .orElseThrow(() ->
                new SignInRefusedException(
                    Refusal.EXPIRED, "this browser did not begin it, or too long ago"));
    Optional<String> error = answer.field("error");
    if (error.isPresent()) {
      throw new SignInRefusedException(
          Refusal.DENIED, "the provider says " + Shown.plain(error.get()));
    }
    Optional<String> issuer = answer.field("iss");
    if (issuer.isPresent() && !issuer.get().equals(settings.issuer().toString())) {
      throw new SignInRefusedException(
          Refusal.INVALID, "the answer comes from " + Shown.plain(issuer.get()));
    }
    String code = answer.field("code").orElseThrow(OpenIdSignIn::missing);
    Map<String, Object> claims = provider().claims(code, flow);
    return settings
        .rules()
        .identity(claims)
        .orElseThrow(() ->
            new SignInRefusedException(
                Refusal.NO_ROLE,
                "no role is given to "
                    + Shown.plain(String.valueOf(claims.get("sub")))
                    + ", whose claim "
                    + settings.rules().roleClaim()
                    + " is "
                    + Shown.plain(String.valueOf(claims.get(settings.rules().roleClaim())))));
  }

  /** The fields that the browser brings from the provider. */
  @FunctionalInterface
  public interface Answer {
    /** The value of a field; empty if it is not there or has no text. */
    Optional<String> field(String name);
  }

  private static SignInRefusedException missing() {
    return new SignInRefusedException(Refusal.INVALID, "the provider sends no code");
  }

  private Provider provider() {
    Provider present = provider;
    if (present == null) {
      synchronized (this) {
        present = provider;
        if (present == null) {
          present = new Provider(settings, clock);
          provider = present;
        }
      }
    }
    return present;
  }
}
