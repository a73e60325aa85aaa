package dev.stillson.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A provider of OpenID Connect: takes a code once, from its client and with the right proof key,
 * and signs tokens with a key of its own. A test may spoil any of it.
 */
final class SigningProvider implements AutoCloseable {
  static final String CLIENT = "stillson";
  static final String SECRET = "s3cret";

  // Made once, as it takes a while.
  private static final RSAKey FIRST = key("first");

  private final HttpServer server;
  private final AtomicInteger codes = new AtomicInteger();
  private final Map<String, Fields> requests = new ConcurrentHashMap<>();
  volatile RSAKey key = FIRST;
  volatile List<RSAKey> published = List.of(key);
  volatile String calledItself;

  /** What the claims are turned into before they are signed. */
  volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();

  /** The token for these claims. */
  volatile Signing signing = this::signed;

  /** A query or a form; what is not in it is empty. */
  private record Fields(Map<String, List<String>> all) {
    Fields(String text) {
      this(URLUtils.parseParameters(text));
    }

    String get(String name) {
      return all.getOrDefault(name, List.of("")).getFirst();
    }
  }

  /** Makes a token. */
  interface Signing {
    String token(JWTClaimsSet claims) throws JOSEException;
  }

  SigningProvider() throws IOException {
    this(0);
  }

  SigningProvider(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    calledItself = issuer();
    server.createContext("/.well-known/openid-configuration", this::describe);
    server.createContext(
        "/keys", exchange -> answer(exchange, 200, new JWKSet(List.copyOf(published)).toString()));
    server.createContext("/token", this::token);
    server.start();
  }

  static RSAKey key(String name) {
    try {
      return new RSAKeyGenerator(2048).keyID(name).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Anna signs in, having been sent here: the query that she is sent back with. */
  String enter(String location) {
    Fields request = new Fields(URI.create(location).getRawQuery());
    String code = "code-" + codes.incrementAndGet();
    requests.put(code, request);
    return "code=" + code + "&state=" + request.get("state");
  }

  private void describe(HttpExchange exchange) throws IOException {
    String here = issuer();
    answer(
        exchange,
        200,
        """
        {"issuer": "%s", "authorization_endpoint": "%s/enter", "token_endpoint": "%s/token",
         "jwks_uri": "%s/keys", "response_types_supported": ["code"],
         "subject_types_supported": ["public"],
         "id_token_signing_alg_values_supported": ["RS256"]}
        """
            .formatted(calledItself, here, here, here));
  }

  private void token(HttpExchange exchange) throws IOException {
    Fields form =
        new Fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Fields request = requests.getOrDefault(form.get("code"), new Fields(""));
    String both =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    CodeVerifier verifier = new CodeVerifier(form.get("code_verifier"));
    requests.remove(form.get("code"));
    boolean good =
        both.equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && form.get("redirect_uri").equals(request.get("redirect_uri"))
            && request.get("code_challenge_method").equals("S256")
            && CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                .getValue()
                .equals(request.get("code_challenge"));
    if (!good) {
      answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    Instant now = Instant.now();
    JWTClaimsSet.Builder usual =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject("0815")
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("nonce", request.get("nonce"))
            .claim("email", "anna@example.com")
            .claim("groups", List.of("data"));
    try {
      answer(
          exchange,
          200,
          """
          {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": "%s"}
          """
              .formatted(signing.token(claims.apply(usual).build())));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String signed(JWTClaimsSet content) throws JOSEException {
    return signed(content, key);
  }

  static String signed(JWTClaimsSet content, RSAKey key) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), content);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static void answer(HttpExchange exchange, int status, String json) {
    try (exchange) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
