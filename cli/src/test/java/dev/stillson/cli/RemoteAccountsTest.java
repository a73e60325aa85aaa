package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import dev.stillson.worker.configuration.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users and tokens of a server that runs elsewhere, from the command line. */
@Timeout(120)
class RemoteAccountsTest {
  @TempDir Path folder;
  private Daemon.Running server;
  private String admin;

  @BeforeEach
  void serve() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    admin = FileCredentials.in(data, InstantSource.system()).newToken("root", Role.ADMIN);
    server =
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

  @AfterEach
  void close() {
    server.close();
  }

  private Shell.Said says(String typed, String... words) {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--scheduler";
    all[words.length + 1] = server.address();
    return new Shell(folder).with("STILLSON_TOKEN", admin).typing(typed).run(all);
  }

  @Test
  void usersAndTokensAreMadeListedAndEnded() {
    Shell.Said token = says("", "token", "add", "ci", "--role", "worker");
    assertThat(token.code()).as(token.all()).isZero();
    assertThat(token.err())
        .startsWith("Changing " + server.address() + "/\nThis is the token of ci; it is not shown");
    Shell ci = new Shell(folder).with("STILLSON_TOKEN", token.out().strip());
    assertThat(ci.run("remote", "status", "--scheduler", server.address()).code()).isZero();
    assertThat(ci.run("token", "list", "--scheduler", server.address()).err())
        .startsWith("The role 'worker' may not do this");

    Shell.Said user = says("correct horse\n", "user", "add", "anna", "--role", "operator");
    assertThat(user.code()).as(user.all()).isZero();
    assertThat(user.all()).doesNotContain("horse");
    assertThat(says("", "user", "role", "anna", "--role", "viewer").code()).isZero();
    Shell.Said list = says("", "user", "list");
    assertThat(list.out()).startsWith("anna  viewer    2");
    assertThat(list.err()).as("looking changes nothing").isEmpty();
    assertThat(says("", "token", "list").out()).contains("ci    worker").doesNotContain("stl_");

    assertThat(says("", "user", "remove", "anna").code()).isZero();
    assertThat(says("", "user", "remove", "anna").err()).contains("There is no user 'anna'");
    assertThat(says("", "token", "remove", "ci").code()).isZero();
    assertThat(ci.run("remote", "status", "--scheduler", server.address()).code()).isNotZero();
  }

  @Test
  void mistakesAreTold() {
    assertThat(says("", "token", "remove", "root").err())
        .contains("Nobody takes the role 'admin' from themselves\nhint: ");
    assertThat(says("", "token", "list", "--data", "elsewhere").err())
        .startsWith("The options --scheduler and --data exclude each other");
    assertThat(says("short\n", "user", "add", "anna").err())
        .contains("The password is shorter than 8 characters");
    assertThat(says("", "token", "role", "ci", "--role", "viewer").err())
        .startsWith("stillson token takes add, remove or list");
  }
}
