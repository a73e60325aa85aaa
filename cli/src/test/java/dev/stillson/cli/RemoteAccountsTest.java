package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users and tokens of a server that runs elsewhere, from the command line. */
@Timeout(120)
class RemoteAccountsTest {
  @TempDir Path folder;
  private LocalServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new LocalServer(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void usersAndTokensAreMadeListedAndEnded() {
    Shell.Said token = server.says("", "token", "add", "ci", "--role", "worker");
    assertThat(token.code()).as(token.all()).isZero();
    assertThat(token.err())
        .startsWith("Changing " + server.address() + "/\nThis is the token of ci; it is not shown");
    Shell ci = new Shell(folder).with("STILLSON_TOKEN", token.out().strip());
    assertThat(ci.run("remote", "status", "--scheduler", server.address()).code()).isZero();
    assertThat(ci.run("token", "list", "--scheduler", server.address()).err())
        .startsWith("The role 'worker' may not do this");

    Shell.Said user = server.says("correct horse\n", "user", "add", "anna", "--role", "operator");
    assertThat(user.code()).as(user.all()).isZero();
    assertThat(user.all()).doesNotContain("horse");
    assertThat(server.says("", "user", "role", "anna", "--role", "viewer").code()).isZero();
    Shell.Said list = server.says("", "user", "list");
    assertThat(list.out()).startsWith("anna  viewer    2");
    assertThat(list.err()).as("looking changes nothing").isEmpty();
    assertThat(server.says("", "token", "list").out())
        .contains("ci    worker")
        .doesNotContain("stl_");

    assertThat(server.says("", "user", "remove", "anna").code()).isZero();
    assertThat(server.says("", "user", "remove", "anna").err()).contains("There is no user 'anna'");
    assertThat(server.says("", "token", "remove", "ci").code()).isZero();
    assertThat(ci.run("remote", "status", "--scheduler", server.address()).code()).isNotZero();
  }

  @Test
  void mistakesAreTold() {
    assertThat(server.says("", "token", "remove", "root").err())
        .contains("Nobody takes the role 'admin' from themselves\nhint: ");
    assertThat(server.says("", "token", "list", "--data", "elsewhere").err())
        .startsWith("The options --scheduler and --data exclude each other");
    assertThat(server.says("short\n", "user", "add", "anna").err())
        .contains("The password is shorter than 8 characters");
    assertThat(server.says("", "token", "role", "ci", "--role", "viewer").err())
        .startsWith("stillson token takes add, remove or list");
  }
}
