package dev.stillson.worker.scheduler;

import dev.stillson.protocol.worker.ProtocolException;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests to a server over HTTP. Safe for threads.
 *
 * <p>The JDK's newer client costs a third of a second at its first use, which a short run would
 * notice; the old one keeps connections open as well.
 */
public final class Wire {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 30_000;

  private final SchedulerLink link;
  private final URL endpoint;
  private final AtomicLong sequence = new AtomicLong();

  /** Requests of {@code link}'s worker. */
  public Wire(SchedulerLink link) {
    this.link = link;
    try {
      this.endpoint = link.address().root().resolve("api/v1/worker").toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A request with {@code commands}; whoever sends it again keeps it, so that the server can tell.
   *
   * @param patience how long the server may hold the request
   */
  public WorkerRequest request(List<? extends WorkerCommand> commands, Duration patience) {
    return new WorkerRequest(
        link.worker(),
        link.codeVersion(),
        sequence.incrementAndGet(),
        patience,
        List.copyOf(commands));
  }

  /** Sends {@code commands} once, to be answered at once; like {@link #send(WorkerRequest)}. */
  public WorkerResponse send(List<? extends WorkerCommand> commands) throws IOException {
    return send(request(commands, Duration.ZERO));
  }

  /**
   * Sends {@code request} once.
   *
   * @throws IOException if there is no answer, or the server cannot answer at present: it is not
   *     known whether the commands count, and they may be sent again
   * @throws SchedulerException if the server does not let the worker in
   * @throws ProtocolException if the server does not understand the request
   */
  public WorkerResponse send(WorkerRequest request) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    WorkerCodec.write(request, body);
    HttpURLConnection connection = (HttpURLConnection) endpoint.openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout((int) request.patience().toMillis() + READ_MILLIS);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Accept", "application/json");
    link.address()
        .authorization()
        .ifPresent(secret -> connection.setRequestProperty("Authorization", secret));
    connection.setFixedLengthStreamingMode(body.size());
    try (OutputStream out = connection.getOutputStream()) {
      body.writeTo(out);
    }
    return read(connection);
  }

  private WorkerResponse read(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    switch (status) {
      case 200 -> {
        try (InputStream in = new BufferedInputStream(connection.getInputStream(), 1 << 14)) {
          WorkerResponse response = WorkerCodec.response(in);
          in.transferTo(OutputStream.nullOutputStream());
          return response;
        } catch (UncheckedIOException e) {
          throw e.getCause();
        } catch (ProtocolException e) {
          // An answer that was cut in the middle is no JSON.
          throw new IOException("The answer is not complete: " + e.getMessage(), e);
        }
      }
      case 400, 413 -> {
        try (InputStream in = connection.getErrorStream()) {
          WorkerCodec.response(in);
        }
        throw new IOException("The server answered " + status + " without saying why");
      }
      case 401, 403 ->
          throw new SchedulerException(
              "The scheduler does not let this worker in\n  address: "
                  + link.address()
                  + "\n  answer:  "
                  + status
                  + "\nhint: give a user in the address, http://USER:PASSWORD@HOST:PORT, or a token in"
                  + " STILLSON_TOKEN");
      default -> {
        InputStream rest = connection.getErrorStream();
        if (rest != null) {
          try (rest) {
            rest.transferTo(OutputStream.nullOutputStream());
          }
        }
        throw new IOException("The server answered " + status);
      }
    }
  }
}
