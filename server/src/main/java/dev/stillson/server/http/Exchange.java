package dev.stillson.server.http;

import dev.stillson.server.auth.Identity;
import dev.stillson.server.json.Json;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One request and its answer. Belongs to one thread. */
public final class Exchange {
  private static final int WORTH_COMPRESSING = 1024;

  private final ServerRequest request;
  private final ServerResponse response;
  private final String rawPath;
  private final Form query;
  private Map<String, String> variables = Map.of();
  private @Nullable Route route;
  private Identity identity = Identity.NOBODY;
  private BooleanSupplier admission = () -> true;
  private int status;

  Exchange(ServerRequest request, ServerResponse response, String rawPath) {
    this.request = request;
    this.response = response;
    this.rawPath = rawPath;
    this.query = Form.parse(request.prologue().query().rawValue());
  }

  void enter(Route entered, Map<String, String> values) {
    route = entered;
    variables = values;
  }

  /**
   * @param present whether the sender still is who it was, and may do what it is at
   */
  void sentBy(Identity sender, BooleanSupplier present) {
    identity = sender;
    admission = present;
  }

  @Nullable Route route() {
    return route;
  }

  int status() {
    return status;
  }

  String rawPath() {
    return rawPath;
  }

  String verb() {
    return request.prologue().method().text();
  }

  Form query() {
    return query;
  }

  /** Who sends the request. */
  public Identity identity() {
    return identity;
  }

  /**
   * Whether whoever sends the request may still do what it is for; to be asked from time to time
   * while an answer goes on, since users are removed, tokens and sessions end.
   */
  public boolean isStillAllowed() {
    return admission.getAsBoolean();
  }

  /** The address that the request comes from. */
  public String address() {
    return request.remotePeer().host();
  }

  /** The value of a variable of the route's path. */
  public String path(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The path has no variable " + name);
    }
    return value;
  }

  /** A field of the query; empty if it is not there or has no text. */
  public Optional<String> query(String name) {
    return query.get(name).filter(value -> !value.isEmpty());
  }

  /**
   * A whole number from the query.
   *
   * @throws HttpProblem if it is none, or not from {@code least} to {@code most}
   */
  public int query(String name, int least, int most, int otherwise) throws HttpProblem {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same as a number out of bounds.
    }
    throw HttpProblem.bad(
        "The field '" + name + "' must be a whole number from " + least + " to " + most);
  }

  /** A header; empty if it is not there. */
  public Optional<String> header(HeaderName name) {
    return request.headers().contains(name)
        ? Optional.of(request.headers().get(name).get())
        : Optional.empty();
  }

  /** The media type of the body, in lower case and without parameters; empty if there is none. */
  String contentType() {
    String type = header(HeaderNames.CONTENT_TYPE).orElse("");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  /** The value of a cookie; empty if it is not there. */
  Optional<String> cookie(String name) {
    for (String cookie : header(HeaderNames.COOKIE).orElse("").split(";", -1)) {
      String one = cookie.strip();
      if (one.startsWith(name + "=")) {
        return Optional.of(one.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  boolean hasBody() {
    return header(HeaderNames.TRANSFER_ENCODING).isPresent()
        || request.headers().contentLength().orElse(0) > 0;
  }

  long declaredLength() {
    return request.headers().contentLength().orElse(0);
  }

  /** The body as it arrives; reading more of it than the route allows throws. */
  public InputStream bodyStream() {
    int most = route == null ? 0 : route.body().most();
    return new LimitedInputStream(request.content().inputStream(), most);
  }

  /** The whole body. */
  byte[] body() throws IOException {
    try (InputStream in = bodyStream()) {
      return in.readAllBytes();
    }
  }

  /** The body as a JSON object. */
  public JsonObject json() throws IOException, MalformedJsonException {
    return Json.object(body());
  }

  // Answers.

  /** Sets a header of the answer. */
  public Exchange set(HeaderName name, String value) {
    response.header(name, value);
    return this;
  }

  /** Adds a value to those of a header of the answer. */
  void add(HeaderName name, String value) {
    response.headers().add(name, value);
  }

  /** Says that the answer depends on a header of the request. */
  void vary(String header) {
    List<String> others = prepared(HeaderNames.VARY);
    String all = String.join(", ", others);
    if (!all.contains(header)) {
      set(HeaderNames.VARY, others.isEmpty() ? header : all + ", " + header);
    }
  }

  /** Answers with what {@code content} writes. */
  public void json(int code, Consumer<JsonGenerator> content) throws IOException {
    set(HeaderNames.CACHE_CONTROL, "no-store");
    send(code, "application/json; charset=UTF-8", Json.bytes(content));
  }

  /** Answers with a text. */
  public void text(int code, String contentType, String text) throws IOException {
    send(code, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with nothing. */
  public void empty(int code) {
    status = code;
    response.status(Status.create(code));
    response.send();
  }

  /** Answers that what is wanted is elsewhere. */
  public void redirect(String location) {
    set(HeaderNames.LOCATION, location);
    empty(302);
  }

  /** Answers with {@code bytes}, compressed if that pays and the client can read it. */
  public void send(int code, String contentType, byte[] bytes) throws IOException {
    status = code;
    response.status(Status.create(code));
    set(HeaderNames.CONTENT_TYPE, contentType);
    byte[] sent = bytes;
    if (bytes.length >= WORTH_COMPRESSING) {
      vary("Accept-Encoding");
      if (header(HeaderNames.ACCEPT_ENCODING).orElse("").contains("gzip")) {
        set(HeaderNames.CONTENT_ENCODING, "gzip");
        ByteArrayOutputStream buffer = new ByteArrayOutputStream(bytes.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(buffer, 8192)) {
          gzip.write(bytes);
        }
        sent = buffer.toByteArray();
      }
    }
    response.send(sent);
  }

  /** Writes an answer. */
  @FunctionalInterface
  public interface Reply {
    /**
     * Writes it.
     *
     * @return the status that goes with it
     * @throws IOException if the connection fails
     */
    int write(OutputStream out) throws IOException;
  }

  /** Answers with what is written, once it is complete. */
  public void reply(String contentType, Reply reply) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
    int code = reply.write(buffer);
    set(HeaderNames.CACHE_CONTROL, "no-store");
    send(code, contentType, buffer.toByteArray());
  }

  /** Answers with what is written as time goes by. */
  public OutputStream stream(String contentType) {
    status = 200;
    response.status(Status.OK_200);
    set(HeaderNames.CONTENT_TYPE, contentType);
    set(HeaderNames.CACHE_CONTROL, "no-store");
    return response.outputStream();
  }

  /** What was prepared of a header of the answer. */
  List<String> prepared(HeaderName name) {
    return List.copyOf(response.headers().all(name, List::of));
  }

  boolean isAnswered() {
    return response.isSent();
  }

  /** Tries to take back what was prepared of an answer; false: it is on its way. */
  boolean startOver() {
    return ((RoutingResponse) response).reset();
  }
}
