package dev.stillson.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests exactly as written, which no library does. */
final class Wire {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final int port;

  Wire(int port) {
    this.port = port;
  }

  static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }

  /** An answer; the names of headers are in lower case. */
  static final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] bytes;

    Answer(int status, Map<String, String> headers, byte[] bytes) {
      this.status = status;
      this.headers = headers;
      this.bytes = bytes;
    }

    int status() {
      return status;
    }

    byte[] bytes() {
      return bytes;
    }

    String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return Wire.json(body());
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** A request that is being put together. */
  final class Request {
    private final String line;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = new byte[0];

    Request(String line) {
      this.line = line;
      headers.put("Host", "localhost:" + port);
    }

    Request with(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Request without(String name) {
      headers.remove(name);
      return this;
    }

    Request body(String contentType, String text) {
      body = text.getBytes(StandardCharsets.UTF_8);
      headers.put("Content-Length", Integer.toString(body.length));
      return contentType.isEmpty() ? this : with("Content-Type", contentType);
    }

    Request json(String text) {
      return body("application/json", text);
    }

    Answer send() throws IOException {
      try (Socket socket = open()) {
        return answer(socket.getInputStream(), line.startsWith("HEAD "));
      }
    }

    /** Sends it and leaves the connection open. */
    Socket open() throws IOException {
      Socket socket = new Socket("localhost", port);
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\n");
      headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      all.writeBytes(body);
      out.write(all.toByteArray());
      out.flush();
      return socket;
    }
  }

  Request request(String verb, String target) {
    return new Request(verb + " " + target);
  }

  Request get(String target) {
    return request("GET", target);
  }

  Request post(String target) {
    return request("POST", target).json("{}");
  }

  static Answer answer(InputStream raw, boolean head) throws IOException {
    InputStream in = new BufferedInputStream(raw);
    String status = line(in);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (a, b) -> a + ", " + b);
    }
    int code = Integer.parseInt(status.split(" ", -1)[1]);
    byte[] body = new byte[0];
    if (!head && code != 204 && code != 304) {
      body =
          headers.containsKey("content-length")
              ? in.readNBytes(Integer.parseInt(headers.get("content-length")))
              : "chunked".equals(headers.get("transfer-encoding")) ? chunks(in) : new byte[0];
    }
    return new Answer(code, headers, body);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in).strip(), 16);
      if (size == 0) {
        return all.toByteArray();
      }
      all.writeBytes(in.readNBytes(size));
      line(in);
    }
  }

  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The server closed the connection after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
