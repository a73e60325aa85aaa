package dev.stillson.server.auth.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The provider, asked when somebody signs in. What it says about itself is asked anew every ten
 * minutes; its keys also when a token names one that is not known. Safe for use by many threads.
 */
final class Provider {
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LONGEST = 1 << 20;
  // A provider that hangs must not hold up the threads of everybody who tries.
  private static final int AT_ONCE = 16;

  /** Signatures by the provider's own key; never by a secret that both sides know, never none. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OpenIdSettings settings;
  private final ClientID client;
  private final InstantSource clock;
  private final ResourceRetriever web =
      new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LONGEST);
  private final Semaphore calls = new Semaphore(AT_ONCE);
  private volatile @Nullable Known known;

  Provider(OpenIdSettings settings, InstantSource clock) {
    this.settings = settings;
    this.client = new ClientID(settings.client());
    this.clock = clock;
  }

  private record Known(OIDCProviderMetadata metadata, IDTokenValidator tokens, Instant until) {}

  /** Where the browser goes to sign in. */
  URI entrance(Flow flow) throws SignInRefusedException {
    return calling(() -> {
      Scope scope = new Scope("openid");
      settings.scopes().forEach(scope::add);
      return new AuthenticationRequest.Builder(
              new ResponseType(ResponseType.Value.CODE), scope, client, settings.callback())
          .endpointURI(known().metadata.getAuthorizationEndpointURI())
          .state(new State(flow.state()))
          .nonce(new Nonce(flow.nonce()))
          .codeChallenge(new CodeVerifier(flow.verifier()), CodeChallengeMethod.S256)
          .build()
          .toURI();
    });
  }

  /** What the provider says about the person for whom it gave the code. */
  Map<String, Object> claims(String code, Flow flow) throws SignInRefusedException {
    return calling(() -> {
      Known provider = known();
      JWT token = redeem(code, flow, provider.metadata);
      IDTokenClaimsSet claims = provider.tokens.validate(token, new Nonce(flow.nonce()));
      // The library takes a token that was made for another and names us beside it.
      if (claims.getAuthorizedParty() != null
          && !claims.getAuthorizedParty().getValue().equals(settings.client())) {
        throw new SignInRefusedException(
            Refusal.INVALID, "the token was made for " + claims.getAuthorizedParty());
      }
      return claims.toJWTClaimsSet().getClaims();
    });
  }

  private interface Call<R> {
    R make()
        throws SignInRefusedException, IOException, ParseException, BadJOSEException, JOSEException;
  }

  private <R> R calling(Call<R> call) throws SignInRefusedException {
    if (!calls.tryAcquire()) {
      throw new SignInRefusedException(
          Refusal.UNREACHABLE, AT_ONCE + " requests to the provider are waiting already");
    }
    try {
      return call.make();
    } catch (IOException | JOSEException e) {
      throw new SignInRefusedException(
          Refusal.UNREACHABLE, "the provider does not answer: " + e.getMessage(), e);
    } catch (ParseException e) {
      throw new SignInRefusedException(
          Refusal.INVALID, "the provider's answer is not one: " + e.getMessage(), e);
    } catch (BadJOSEException e) {
      throw new SignInRefusedException(
          Refusal.INVALID, "the token is not to be believed: " + e.getMessage(), e);
    } finally {
      calls.release();
    }
  }

  private JWT redeem(String code, Flow flow, OIDCProviderMetadata metadata)
      throws SignInRefusedException, IOException, ParseException {
    HTTPRequest request = request(code, flow, metadata).toHTTPRequest();
    request.setConnectTimeout(PATIENCE_MILLIS);
    request.setReadTimeout(PATIENCE_MILLIS);
    request.setFollowRedirects(false);
    TokenResponse response = OIDCTokenResponseParser.parse(request.send());
    if (!(response instanceof OIDCTokenResponse success)) {
      throw new SignInRefusedException(
          Refusal.INVALID,
          "the provider does not take the code: "
              + response.toErrorResponse().getErrorObject().getCode());
    }
    JWT token = success.getOIDCTokens().getIDToken();
    if (token == null) {
      throw new SignInRefusedException(Refusal.INVALID, "the provider sends no token");
    }
    return token;
  }

  private TokenRequest request(String code, Flow flow, OIDCProviderMetadata metadata) {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), settings.callback(), new CodeVerifier(flow.verifier()));
    URI endpoint = metadata.getTokenEndpointURI();
    if (settings.secret().isEmpty()) {
      return new TokenRequest.Builder(endpoint, client, grant).build();
    }
    com.nimbusds.oauth2.sdk.auth.Secret secret =
        new com.nimbusds.oauth2.sdk.auth.Secret(settings.secret().get().reveal());
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    boolean inBody =
        methods != null
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    return new TokenRequest.Builder(
            endpoint,
            inBody ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret),
            grant)
        .build();
  }

  private Known known() throws SignInRefusedException, IOException, ParseException {
    Known present = known;
    if (present == null || present.until.isBefore(clock.instant())) {
      present = ask();
      known = present;
    }
    return present;
  }

  private Known ask() throws SignInRefusedException, IOException, ParseException {
    String issuer = settings.issuer().toString();
    URI place = URI.create(issuer.replaceAll("/$", "") + "/.well-known/openid-configuration");
    OIDCProviderMetadata metadata =
        OIDCProviderMetadata.parse(web.retrieveResource(place.toURL()).getContent());
    if (!metadata.getIssuer().getValue().equals(issuer)) {
      throw new SignInRefusedException(
          Refusal.INVALID,
          "the provider calls itself "
              + metadata.getIssuer()
              + ", and is expected to be "
              + issuer);
    }
    if (metadata.getAuthorizationEndpointURI() == null
        || metadata.getTokenEndpointURI() == null
        || metadata.getJWKSetURI() == null) {
      throw new SignInRefusedException(
          Refusal.INVALID, "the provider does not say where codes, tokens and keys are had");
    }
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.<SecurityContext>create(metadata.getJWKSetURI().toURL(), web)
            .refreshAheadCache(false)
            .build();
    IDTokenValidator tokens =
        new IDTokenValidator(
            new Issuer(issuer), client, new JWSVerificationKeySelector<>(ALGORITHMS, keys), null);
    return new Known(metadata, tokens, clock.instant().plus(FRESH));
  }
}
