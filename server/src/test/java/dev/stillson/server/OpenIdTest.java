package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.stillson.Secret;
import dev.stillson.server.auth.Credentials;
import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import dev.stillson.server.auth.openid.ClaimRules;
import dev.stillson.server.auth.openid.OpenIdSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People who sign in at a provider, and those who pretend to. */
@Timeout(60)
class OpenIdTest {
  private static final String START = "/api/v1/sign-in/start";
  private static final String CALLBACK = "/api/v1/sign-in/callback?";
  private static final String PUBLIC = "https://scheduler.example/stillson";

  @TempDir private Path folder;
  private SigningProvider provider;
  private String token;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    provider = new SigningProvider();
    FileCredentials credentials = FileCredentials.in(folder, InstantSource.system());
    token = credentials.newToken("ci", Role.WORKER);
    credentials.putUser("ada", Role.OPERATOR, "correct horse");
    rig = new Rig(ServerOptions.LOCAL, credentials, Optional.of(settings()));
  }

  @AfterEach
  void stop() {
    rig.close();
    provider.close();
  }

  private OpenIdSettings settings() {
    return new OpenIdSettings(
        "Example",
        URI.create(provider.issuer()),
        SigningProvider.CLIENT,
        Optional.of(Secret.of(SigningProvider.SECRET)),
        URI.create(PUBLIC),
        List.of("email"),
        new ClaimRules(
            "email",
            "groups",
            Map.of(Role.ADMIN, Set.of("platform"), Role.OPERATOR, Set.of("data", "etl"))));
  }

  /** A browser on its way: its cookie and where it was sent. */
  private record Departure(String cookie, String location) {}

  private Departure depart() throws Exception {
    Wire.Answer answer = rig.wire.get(START).send();
    assertThat(answer.status()).isEqualTo(302);
    String cookie = answer.header("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .startsWith("stillson_sign_in=")
        .contains("; Path=/stillson/api/v1/sign-in; HttpOnly; SameSite=Lax; Max-Age=600; Secure");
    return new Departure(
        cookie.substring(0, cookie.indexOf(';')), answer.header("Location").orElseThrow());
  }

  private Wire.Answer arrive(String query, String cookie) throws Exception {
    Wire.Answer answer = rig.wire.get(CALLBACK + query).with("Cookie", cookie).send();
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location").orElseThrow()).startsWith(PUBLIC + "/ui/");
    return answer;
  }

  private Wire.Answer signIn() throws Exception {
    Departure departure = depart();
    return arrive(provider.enter(departure.location), departure.cookie);
  }

  private static String session(Wire.Answer answer) {
    for (String cookie : answer.header("Set-Cookie").orElse("").split(", ", -1)) {
      if (cookie.startsWith("stillson_session=")) {
        return cookie.substring(0, cookie.indexOf(';'));
      }
    }
    return "";
  }

  private Wire.Answer whoAmI(String session) throws Exception {
    return rig.wire.get("/api/v1/session").with("Cookie", session).send();
  }

  private static void assertRefused(Wire.Answer answer, String why) {
    assertThat(answer.header("Location")).contains(PUBLIC + "/ui/?sign-in=" + why);
    assertThat(answer.header("Set-Cookie").orElse("")).doesNotContain("stillson_session");
  }

  @Test
  void whoeverSignsInAtTheProviderHasTheRoleOfTheirGroup() throws Exception {
    Wire.Answer answer = signIn();
    assertThat(answer.header("Location")).contains(PUBLIC + "/ui/");
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .contains("; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure");
    assertThat(whoAmI(session(answer)).body())
        .isEqualTo("{\"name\":\"oidc:anna@example.com\",\"role\":\"operator\"}");
  }

  @Test
  void ofSeveralRolesTheOneThatMayMostCounts() throws Exception {
    provider.claims = claims -> claims.claim("groups", List.of("data", "platform"));
    assertThat(whoAmI(session(signIn())).body()).contains("\"role\":\"admin\"");
  }

  @Test
  void whoeverSignsOutIsOut() throws Exception {
    String session = session(signIn());
    assertThat(
            rig.wire
                .request("DELETE", "/api/v1/session")
                .with("Cookie", session)
                .json("{}")
                .send()
                .status())
        .isEqualTo(204);
    assertThat(whoAmI(session).status()).isEqualTo(401);
  }

  @Test
  void thePageOfSignInIsToldWhereToGo() throws Exception {
    assertThat(rig.wire.get("/api/v1/sign-in").send().body())
        .isEqualTo("{\"provider\":{\"name\":\"Example\",\"url\":\"" + PUBLIC + START + "\"}}");
    try (Rig without = new Rig()) {
      assertThat(without.wire.get("/api/v1/sign-in").send().body()).isEqualTo("{}");
      assertThat(without.wire.get(START).send().status()).isEqualTo(404);
    }
  }

  @Test
  void aServerWithAProviderAloneIsNotOpen() throws Exception {
    ServerOptions everywhere = ServerOptions.LOCAL.withBind("0.0.0.0");
    try (Rig alone = new Rig(everywhere, Credentials.NONE, Optional.of(settings()))) {
      assertThat(alone.wire.get("/api/v1/tasks").send().status()).isEqualTo(401);
    }
  }

  @Test
  void whoeverHasNoRoleIsNotSignedIn() throws Exception {
    provider.claims = claims -> claims.claim("groups", List.of("sales", "*"));
    assertRefused(signIn(), "no-role");
    provider.claims = claims -> claims.claim("groups", null);
    assertRefused(signIn(), "no-role");
  }

  @Test
  void anAddressThatTheProviderDidNotCheckNamesNobody() throws Exception {
    provider.claims = claims -> claims.claim("email_verified", false);
    assertThat(whoAmI(session(signIn())).body()).contains("\"name\":\"oidc:0815\"");
  }

  @Test
  void aNameWithALineBreakIsNotTaken() throws Exception {
    provider.claims = claims -> claims.claim("email", "anna\n12:00 admin signed in");
    assertThat(whoAmI(session(signIn())).body()).contains("\"name\":\"oidc:0815\"");
  }

  @Test
  void aTokenSignedByAnotherKeyIsRefused() throws Exception {
    RSAKey other = SigningProvider.key("first");
    provider.signing = claims -> SigningProvider.signed(claims, other);
    assertRefused(signIn(), "invalid");
  }

  @Test
  void aTokenWithoutSignatureIsRefused() throws Exception {
    provider.signing = claims -> new PlainJWT(claims).serialize();
    assertRefused(signIn(), "invalid");
  }

  @Test
  void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
    provider.signing = this::confused;
    assertRefused(signIn(), "invalid");
  }

  private String confused(JWTClaimsSet claims) throws JOSEException {
    SignedJWT forged =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims);
    forged.sign(new MACSigner(provider.key.toRSAPublicKey().getEncoded()));
    return forged.serialize();
  }

  @Test
  void aTokenOfAnotherIssuerIsRefused() throws Exception {
    provider.claims = claims -> claims.issuer("https://other.example");
    assertRefused(signIn(), "invalid");
  }

  @Test
  void aTokenForAnotherClientIsRefused() throws Exception {
    provider.claims = claims -> claims.audience("other");
    assertRefused(signIn(), "invalid");
    provider.claims =
        claims -> claims.audience(List.of(SigningProvider.CLIENT, "other")).claim("azp", "other");
    assertRefused(signIn(), "invalid");
  }

  @Test
  void aTokenOfAnotherFlowIsRefused() throws Exception {
    provider.claims = claims -> claims.claim("nonce", "another");
    assertRefused(signIn(), "invalid");
    provider.claims = claims -> claims.claim("nonce", null);
    assertRefused(signIn(), "invalid");
  }

  @Test
  void aTokenThatIsOverIsRefusedButForAMinute() throws Exception {
    provider.claims = claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(300)));
    assertRefused(signIn(), "invalid");
    provider.claims = claims -> claims.issueTime(Date.from(Instant.now().plusSeconds(300)));
    assertRefused(signIn(), "invalid");
    provider.claims = claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(5)));
    assertThat(session(signIn())).isNotEmpty();
  }

  @Test
  void anAnswerServesOnce() throws Exception {
    Departure departure = depart();
    String query = provider.enter(departure.location);
    assertThat(session(arrive(query, departure.cookie))).isNotEmpty();
    assertRefused(arrive(query, departure.cookie), "expired");
  }

  @Test
  void aCodeServesOnceEvenInAnotherFlow() throws Exception {
    Departure departure = depart();
    String query = provider.enter(departure.location);
    arrive(query, departure.cookie);
    Departure next = depart();
    String state = provider.enter(next.location).replaceAll(".*state=", "");
    String replayed = query.replaceAll("state=.*", "state=" + state);
    assertRefused(arrive(replayed, next.cookie), "invalid");
  }

  @Test
  void aCodeThatSomebodyElseWasGivenIsRefused() throws Exception {
    Departure attacker = depart();
    String code = provider.enter(attacker.location).replaceAll("&.*", "");
    Departure victim = depart();
    String state = provider.enter(victim.location).replaceAll(".*state=", "");
    // The attacker's whole answer in the victim's browser, and the attacker's code alone.
    assertRefused(arrive(provider.enter(attacker.location), victim.cookie), "expired");
    assertRefused(arrive(code + "&state=" + state, victim.cookie), "invalid");
  }

  @Test
  void anAnswerThatNobodyAskedForIsRefused() throws Exception {
    Departure departure = depart();
    String query = provider.enter(departure.location);
    assertRefused(arrive(query, "other=1"), "expired");
    assertRefused(arrive(query.replaceAll("state=.*", "state=x"), departure.cookie), "expired");
    assertRefused(arrive(query.replaceAll("&state=.*", ""), departure.cookie), "expired");
    assertRefused(arrive("", departure.cookie), "expired");
    assertRefused(arrive(query, departure.cookie.replace("=1", "=9")), "expired");
  }

  @Test
  void anAnswerOfAnotherProviderIsRefused() throws Exception {
    Departure departure = depart();
    String query = provider.enter(departure.location);
    assertRefused(arrive(query + "&iss=https://other.example", departure.cookie), "invalid");
  }

  @Test
  void whoeverGivesUpAtTheProviderIsToldSo() throws Exception {
    Departure departure = depart();
    String query = provider.enter(departure.location).replaceAll("code=[^&]*", "error=denied%0A");
    assertRefused(arrive(query, departure.cookie), "denied");
  }

  @Test
  void noRequestChoosesWhereTheBrowserIsSent() throws Exception {
    String evil = "https://evil.example";
    String wishes = "redirect_uri=%s&return=%s&next=%s&url=%s".formatted(evil, evil, evil, evil);
    Wire.Answer answer = rig.wire.get(START + "?" + wishes).with("Host", "evil.example").send();
    String location = answer.header("Location").orElseThrow();
    assertThat(location).startsWith(provider.issuer()).doesNotContain("evil");
    String cookie = answer.header("Set-Cookie").orElseThrow();
    Wire.Answer arrived =
        rig.wire
            .get(CALLBACK + provider.enter(location) + "&" + wishes)
            .with("Host", "evil.example")
            .with("Cookie", cookie.substring(0, cookie.indexOf(';')))
            .send();
    assertThat(arrived.header("Location")).contains(PUBLIC + "/ui/");
  }

  @Test
  void aProviderThatChangesItsKeyIsFollowed() throws Exception {
    assertThat(session(signIn())).isNotEmpty();
    provider.key = SigningProvider.key("second");
    provider.published = List.of(provider.key);
    assertThat(session(signIn())).isNotEmpty();
  }

  @Test
  void aProviderThatCallsItselfOtherwiseIsNotUsed() throws Exception {
    provider.calledItself = "https://other.example";
    Wire.Answer answer = rig.wire.get(START).send();
    assertRefused(answer, "invalid");
  }

  @Test
  void withoutTheProviderPasswordsAndTokensAreTaken() throws Exception {
    Departure departure = depart();
    String query = provider.enter(departure.location);
    String session = session(signIn());
    provider.close();

    assertRefused(arrive(query, departure.cookie), "unreachable");
    assertThat(whoAmI(session).status()).isEqualTo(200);
    assertThat(
            rig.wire
                .get("/api/v1/session")
                .with("Authorization", "Bearer " + token)
                .send()
                .status())
        .isEqualTo(200);
    assertThat(
            rig.wire
                .request("POST", "/api/v1/session")
                .json("{\"user\":\"ada\",\"password\":\"correct horse\"}")
                .send()
                .status())
        .isEqualTo(200);
  }

  @Test
  void aProviderThatIsDownFromTheStartIsAskedAgain() throws Exception {
    String issuer = provider.issuer();
    provider.close();
    assertRefused(rig.wire.get(START).send(), "unreachable");
    provider = new SigningProvider(URI.create(issuer).getPort());
    assertThat(session(signIn())).isNotEmpty();
  }
}
