package dev.stillson.server.auth.openid;

import dev.stillson.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The provider that people sign in at, and how this server is known there.
 *
 * @param name what people call the provider
 * @param issuer the provider's address, exactly as its tokens name it
 * @param client the name of this server at the provider
 * @param secret what this server shows the provider; empty: nothing, the proof key is enough there
 * @param publicUrl where browsers reach this server, without a slash at the end
 * @param scopes what is asked for besides {@code openid}
 * @param rules how people are named and which roles they have
 */
public record OpenIdSettings(
    String name,
    URI issuer,
    String client,
    Optional<Secret> secret,
    URI publicUrl,
    List<String> scopes,
    ClaimRules rules) {

  /** Copies the scopes. */
  public OpenIdSettings {
    scopes = List.copyOf(scopes);
  }

  /** Where the provider sends browsers back to. */
  URI callback() {
    return URI.create(publicUrl + "/api/v1/sign-in/callback");
  }
}
