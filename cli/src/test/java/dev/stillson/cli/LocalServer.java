package dev.stillson.cli;

import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import dev.stillson.worker.configuration.Configuration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A server in this process that lets in who has a token, and a shell that has the administrator's.
 */
final class LocalServer implements AutoCloseable {
  private final Path folder;
  private final String admin;
  private final Daemon.Running running;

  LocalServer(Path folder) throws Exception {
    this.folder = folder;
    Path data = Files.createDirectory(folder.resolve("data"));
    admin = FileCredentials.in(data, InstantSource.system()).newToken("root", Role.ADMIN);
    running =
        new ServerDaemon()
            .start(
                new ServerSettings(
                        new Options(),
                        Configuration.read(
                            List.of(),
                            Map.of(),
                            List.of("server.port=0", "server.data=" + data.toAbsolutePath()),
                            folder))
                    .wishes());
  }

  String address() {
    return running.address();
  }

  /** What a command says to the administrator, who types {@code typed}. */
  Shell.Said says(String typed, String... words) {
    return shell().typing(typed).run(here(words));
  }

  /** As above; {@code out} gets the results while the command runs. */
  Shell.Said says(ByteArrayOutputStream out, String... words) {
    return shell().run(out, here(words));
  }

  private Shell shell() {
    return new Shell(folder).with("STILLSON_TOKEN", admin);
  }

  private String[] here(String... words) {
    return Stream.concat(Stream.of(words), Stream.of("--scheduler", address()))
        .toArray(String[]::new);
  }

  /** What {@code path} holds, or answers to {@code body} if that is not empty. */
  String ask(String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Authorization", "Bearer " + admin)
            .header("Content-Type", "application/json");
    if (!body.isEmpty()) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
          .body();
    }
  }

  @Override
  public void close() {
    running.close();
  }
}
