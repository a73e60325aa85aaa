package dev.stillson.cli;

import dev.stillson.worker.scheduler.SchedulerException;
import dev.stillson.worker.scheduler.ServerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server's REST API. Throws {@link SchedulerException} when the server does not answer. */
final class RemoteServer {
  private static final String HERE = "http://127.0.0.1:8082";
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 180_000;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ServerAddress address;

  RemoteServer(ServerAddress address) {
    this.address = address;
  }

  /** The one that {@link Option#SCHEDULER} names, or one on this machine. */
  static RemoteServer of(Options options, Console console) {
    return new RemoteServer(
        ServerAddress.parse(
            options.text(Option.SCHEDULER).orElse(HERE),
            Optional.ofNullable(console.variables().get("STILLSON_TOKEN"))));
  }

  /** The server's address, without what is secret in it. */
  ServerAddress address() {
    return address;
  }

  /** A part of a path or a value of a query, so that nothing in it means anything. */
  static String quoted(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What {@code path}, which begins behind {@code api/v1/}, holds. */
  JsonNode get(String path) {
    return parsed(call("GET", path, ""));
  }

  /** Sends {@code fields} to {@code path}. */
  JsonNode post(String path, Map<String, ?> fields) {
    return parsed(call("POST", path, MAPPER.writeValueAsString(fields)));
  }

  /** Takes away what is at {@code path}. */
  void delete(String path) {
    String _ = call("DELETE", path, "{}");
  }

  /** What the server said, as it is. */
  JsonNode parsed(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new SchedulerException(
          "What answers is no server of Stillson\n  address: "
              + address
              + "\nhint: --scheduler names another");
    }
  }

  /** The lines of {@code path} as they come; the caller closes it. */
  BufferedReader stream(String path) {
    try {
      HttpURLConnection connection = connection("GET", path);
      if (connection.getResponseCode() != 200) {
        throw refused(connection.getResponseCode(), text(connection.getErrorStream()));
      }
      return new BufferedReader(
          new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** That the server does not answer, or not any more. */
  SchedulerException unreachable(IOException cause) {
    return SchedulerException.unreachable(address, cause);
  }

  private String call(String verb, String path, String body) {
    try {
      HttpURLConnection connection = connection(verb, path);
      if (!body.isEmpty()) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body.getBytes(StandardCharsets.UTF_8));
        }
      }
      return answer(connection);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpURLConnection connection(String verb, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) address.root().resolve("api/v1/" + path).toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestMethod(verb);
    connection.setInstanceFollowRedirects(false);
    address
        .authorization()
        .ifPresent(secret -> connection.setRequestProperty("Authorization", secret));
    return connection;
  }

  private String answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    String text = text(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    if (status >= 200 && status < 300) {
      return text;
    }
    throw refused(status, text);
  }

  /** All of {@code body}, which is then closed; null: there is none. */
  private static String text(@Nullable InputStream body) throws IOException {
    try (InputStream in = body) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private RuntimeException refused(int status, String text) {
    String sentence = "The server answered " + status;
    String hint = "";
    try {
      JsonNode error = MAPPER.readTree(text).path("error");
      sentence = error.path("message").asString(sentence);
      hint = error.path("hint").asString("");
    } catch (JacksonException e) {
      // The status says enough.
      hint = "";
    }
    if (status == 401 || status == 403) {
      return new SchedulerException(
          sentence
              + "\n  address: "
              + address
              + "\nhint: give a user in the address, http://USER:PASSWORD@HOST:PORT, or a token in"
              + " STILLSON_TOKEN");
    }
    String whole = sentence + (hint.isEmpty() ? "" : "\nhint: " + hint);
    return status < 500 ? new UsageException(whole) : new SchedulerException(whole);
  }
}
