package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.server.auth.FileCredentials;
import dev.stillson.server.auth.Role;
import dev.stillson.store.SettingsException;
import dev.stillson.worker.configuration.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those who run a server type. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OperateTest {
  @TempDir Path folder;

  private Shell shell() {
    return new Shell(folder);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private FileCredentials credentials() throws Exception {
    return FileCredentials.in(folder.resolve("data"), InstantSource.system());
  }

  @Test
  void aUserSignsInWithThePasswordThatWasSent() throws Exception {
    Shell.Said said =
        shell()
            .typing("correct horse\n")
            .run("user", "add", "anna", "--role", "operator", "--data", data());
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.all()).doesNotContain("horse");
    assertThat(credentials().password("anna", "correct horse").orElseThrow().role())
        .isEqualTo(Role.OPERATOR);
    shell().typing("another one\n").run("user", "add", "anna", "--data", data());
    assertThat(credentials().password("anna", "another one").orElseThrow().role())
        .as("the role stays where none is given")
        .isEqualTo(Role.OPERATOR);
    assertThat(shell().run("user", "list", "--data", data()).out()).startsWith("anna  operator  ");
    assertThat(shell().run("user", "role", "anna", "--role", "viewer", "--data", data()).code())
        .isZero();
    assertThat(credentials().password("anna", "another one").orElseThrow().role())
        .isEqualTo(Role.VIEWER);
    assertThat(shell().run("token", "list", "--data", data()).out()).isEmpty();
    assertThat(shell().run("user", "remove", "anna", "--data", data()).code()).isZero();
    assertThat(credentials().isEmpty()).isTrue();
  }

  @Test
  void aTokenIsShownOnceAndOpensTheServer() throws Exception {
    Shell.Said said = shell().run("token", "add", "ci", "--role", "worker", "--data", data());
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(credentials().token(said.out().strip()).orElseThrow().name()).isEqualTo("ci");
    assertThat(Files.readString(folder.resolve("data").resolve(FileCredentials.FILE)))
        .doesNotContain(said.out().strip());
    assertThat(shell().run("user", "remove", "ci", "--data", data()).err())
        .startsWith("There is no user 'ci'");
    assertThat(shell().typing("long enough\n").run("user", "add", "ci", "--data", data()).err())
        .startsWith("The name 'ci' is that of a token");
  }

  @Test
  void mistakesAreTold() {
    assertThat(shell().run("token", "add", "ci", "--data", data()).err())
        .isEqualTo(
            """
            A token needs a role
            hint: --role worker for a worker, --role viewer to look only
            """);
    assertThat(shell().run("user", "add", "anna", "--role", "boss", "--data", data()).err())
        .startsWith("There is no role 'boss'");
    assertThat(shell().typing("short\n").run("user", "add", "anna", "--data", data()).err())
        .isEqualTo("The password is shorter than 8 characters\n");
    assertThat(shell().run("user", "add", "anna", "--data", data()).err())
        .startsWith("There is no password");
    assertThat(shell().run("user", "change").err())
        .startsWith("stillson user takes add, role, remove or list");
    assertThat(shell().run("server", "--tls-cert", "a.pem").err())
        .startsWith("A certificate and its key go together\n  missing: the key");
    assertThat(shell().run("server", "--base-path", "stillson").err())
        .startsWith("The base path is not one");
    assertThat(shell().run("remote", "retri", "x").err()).contains("did you mean retry?");
    assertThat(shell().run("remote", "retry").err()).contains("form: stillson remote retry TASK…");
    assertThat(shell().run("remote", "start", "Load", "day").err())
        .isEqualTo("A parameter is given as NAME=VALUE\n  given: day\n");
    assertThat(shell().run("remote", "slots", "w", "many").err())
        .isEqualTo("'many' is not a number\n");
  }

  @Test
  void whatChangesAServerSaysFirstWhichOne() {
    assertThat(shell().run("remote", "pause", "--scheduler", "http://127.0.0.1:1").err())
        .startsWith("Changing http://127.0.0.1:1/\nThe scheduler cannot be reached");
    assertThat(shell().run("remote", "runs", "--scheduler", "http://127.0.0.1:1").err())
        .startsWith("The scheduler cannot be reached");
  }

  private Daemon.Wishes wishes(String... settings) {
    Configuration configuration =
        Configuration.read(List.of(), Map.of(), List.of(settings), folder);
    Daemon.Wishes wishes = new ServerSettings(new Options(), configuration).wishes();
    assertThat(ServerSettings.unknown(configuration)).isEmpty();
    return wishes;
  }

  @Test
  void settingsOfLuigiMeanWhatTheyMeanThere() {
    Daemon.Wishes wishes =
        wishes(
            "scheduler.retry_delay=90",
            "scheduler.remove_delay=2h",
            "scheduler.worker-disconnect-delay=0.5",
            "scheduler.retry_count=3",
            "scheduler.record_task_history=true",
            "server.port=9000",
            "server.hosts=one.example, two.example",
            "resources.gpu=2.5");
    assertThat(wishes.scheduler().retryDelay()).isEqualTo(Duration.ofSeconds(90));
    assertThat(wishes.scheduler().removeDelay()).isEqualTo(Duration.ofHours(2));
    assertThat(wishes.scheduler().workerTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(wishes.luigi().usualRetry().failures()).isEqualTo(3);
    assertThat(wishes.luigi().recordTaskHistory()).isTrue();
    assertThat(wishes.reach().port()).isEqualTo(9000);
    assertThat(wishes.reach().hosts()).containsExactlyInAnyOrder("one.example", "two.example");
    assertThat(wishes.resources()).isEqualTo(Map.of("gpu", 2.5));
    assertThatThrownBy(() -> wishes("scheduler.retry_delay=1.2.3"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("scheduler.retry_delay is not a number");
    assertThatThrownBy(() -> wishes("resources.gpu=-1"))
        .hasMessageStartingWith("resources.gpu is not at least 0");
  }

  @Test
  void theTimeThatHistoryIsKeptIsInDaysAndTheOptionWins() {
    assertThat(wishes().retention()).isEmpty();
    assertThat(wishes("server.retention=14").retention()).contains(Duration.ofDays(14));
    Options options = new Options();
    options.add(Option.RETENTION, "7");
    Configuration configuration =
        Configuration.read(List.of(), Map.of(), List.of("server.retention=14"), folder);
    assertThat(new ServerSettings(options, configuration).wishes().retention())
        .contains(Duration.ofDays(7));
    assertThatThrownBy(() -> wishes("server.retention=0"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("server.retention is not a number of days from 1 on");
    assertThat(shell().run("server", "--retention", "0").err())
        .startsWith("The option --retention takes a whole number");
  }

  @Test
  void misspeltSettingsAreTold() {
    Configuration configuration =
        Configuration.read(
            List.of(), Map.of(), List.of("scheduler.retry_dely=90", "run.workers=4"), folder);
    assertThat(new ServerSettings(new Options(), configuration).wishes().scheduler().retryDelay())
        .isEqualTo(Duration.ofMinutes(15));
    assertThat(ServerSettings.unknown(configuration)).hasSize(1);
    assertThat(ServerSettings.unknown(configuration).getFirst()).contains("retry_dely");
  }

  @Test
  void aProviderToSignInAtIsReadWithItsSecretFromAFile() throws Exception {
    Files.writeString(folder.resolve("secret"), "hush\n");
    Daemon.OpenId provider =
        wishes(
                "server.public_url=https://scheduler.example/stillson/",
                "server.oidc.issuer=https://id.example/realms/data",
                "server.oidc.client_id=stillson",
                "server.oidc.client_secret_file=secret",
                "server.oidc.role_claim=realm_access.roles",
                "server.oidc.operator=data engineers, etl",
                "server.oidc.viewer=*")
            .openId()
            .orElseThrow();
    assertThat(provider.secret().orElseThrow().reveal()).isEqualTo("hush");
    assertThat(provider.toString()).doesNotContain("hush");
    assertThat(provider.name()).isEqualTo("id.example");
    assertThat(provider.publicUrl()).hasToString("https://scheduler.example/stillson");
    assertThat(provider.roles())
        .containsOnly(
            Map.entry("operator", Set.of("data engineers", "etl")),
            Map.entry("viewer", Set.of("*")));
    assertThat(wishes("server.public_url=https://scheduler.example").openId()).isEmpty();
  }

  @Test
  void aProviderThatIsNotDescribedInFullOrNotSafeIsTold() {
    assertThatThrownBy(() -> wishes("server.oidc.issuer=https://id.example"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            """
            The provider that people sign in at is not described in full
              missing: [server.oidc] admin, operator, worker or viewer
                       [server.oidc] client_id
                       [server] public_url
            hint: docs/operations.md shows a whole section [server.oidc]\
            """);
    for (String issuer : List.of("http://id.example", "id.example", "https:", "https://x/?a=b")) {
      assertThatThrownBy(() -> wishes("server.oidc.issuer=" + issuer))
          .as(issuer)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("https://");
    }
  }
}
