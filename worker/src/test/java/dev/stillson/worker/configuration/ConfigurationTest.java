package dev.stillson.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;

  private Configuration read(String text, Map<String, String> variables, String... options)
      throws IOException {
    Path file = Files.writeString(folder.resolve("stillson.toml"), text);
    return Configuration.read(List.of(file), variables, List.of(options), folder);
  }

  private Configuration read(String text) throws IOException {
    return read(text, Map.of());
  }

  @Test
  void everyGetterReadsItsForm() throws IOException {
    Settings run =
        read("""
        [run]
        workers = 4
        quiet = true
        grace = "1h 30m"
        folder = "state"
        password = "p"
        """)
            .section("run");

    assertThat(run.number("workers")).hasValue(4);
    assertThat(run.text("workers")).contains("4");
    assertThat(run.flag("quiet")).contains(true);
    assertThat(run.duration("grace")).contains(Duration.ofMinutes(90));
    assertThat(run.path("folder")).contains(folder.resolve("state"));
    assertThat(run.secret("password").orElseThrow().reveal()).isEqualTo("p");
    assertThat(run.text("missing")).isEmpty();
    assertThat(run.number("missing")).isEmpty();
    assertThat(run.keys()).containsExactly("workers", "quiet", "grace", "folder", "password");
  }

  @Test
  void laterFilesWinKeyByKey() throws IOException {
    Path first = Files.writeString(folder.resolve("a.toml"), "[run]\nworkers = 1\nkeep = 7\n");
    Path second = Files.writeString(folder.resolve("b.toml"), "[run]\nworkers = 2\n");

    Configuration configuration =
        Configuration.read(List.of(first, second), Map.of(), List.of(), folder);

    assertThat(configuration.section("run").number("workers")).hasValue(2);
    assertThat(configuration.section("run").number("keep")).hasValue(7);
  }

  @Test
  void variablesWinOverFilesAndOptionsOverVariables() throws IOException {
    String text = "[jdbc.analytics]\nurl = \"file\"\nuser = \"file\"\nport = 1\n";
    Map<String, String> variables =
        Map.of("STILLSON_JDBC_ANALYTICS_URL", "env", "STILLSON_JDBC_ANALYTICS_USER", "env");
    Configuration configuration = read(text, variables, "jdbc.analytics.user=option");

    Settings analytics = configuration.section("jdbc").section("analytics");
    assertThat(analytics.text("url")).contains("env");
    assertThat(analytics.text("user")).contains("option");
    assertThat(analytics.number("port")).hasValue(1);
    assertThat(configuration.settings())
        .extracting(Setting::name, setting -> setting.origin().toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "jdbc.analytics.port", folder.resolve("stillson.toml") + ":4"),
            org.assertj.core.groups.Tuple.tuple(
                "jdbc.analytics.url", "environment variable STILLSON_JDBC_ANALYTICS_URL"),
            org.assertj.core.groups.Tuple.tuple(
                "jdbc.analytics.user", "--config jdbc.analytics.user"));
  }

  @Test
  void aVariableAloneMakesSectionAndKey() throws IOException {
    Configuration configuration =
        read("", Map.of("STILLSON_JDBC_SALES_URL", "u", "STILLSON_RUN_WORKERS", "3"));

    assertThat(configuration.section("jdbc").sections()).containsExactly("sales");
    assertThat(configuration.section("jdbc").section("sales").keys()).containsExactly("url");
    assertThat(configuration.section("run").number("workers")).hasValue(3);
    assertThat(configuration.settings())
        .extracting(Setting::name)
        .containsExactly("jdbc.sales_url", "run.workers");
  }

  @Test
  void dashesAndUnderscoresInKeysAreTheSame() throws IOException {
    Settings section = read("[task.Daily]\norder-date = \"x\"\n").task("Daily");

    assertThat(section.text("order_date")).contains("x");
    assertThat(section.text("order-date")).contains("x");
  }

  @Test
  void aFamilyWithDotsIsFoundInBothSpellings() throws IOException {
    assertThat(read("[task.sales.Daily]\na = 1\n").task("sales.Daily").text("a")).contains("1");
    assertThat(read("[task.\"sales.Daily\"]\na = 1\n").task("sales.Daily").text("a")).contains("1");
  }

  @Test
  void aTasksDefaultKnowsWhereItIsSet() throws IOException {
    Configuration configuration = read("[task.Daily]\nkey = \"${K}\"\n", Map.of("K", "v"));

    Setting setting = configuration.taskDefault("Daily", "key").orElseThrow();
    assertThat(setting.written()).isEqualTo("v");
    assertThat(setting.origin().toString()).endsWith("stillson.toml:2");
    assertThat(configuration.taskDefault("Daily", "other")).isEmpty();
  }

  @Test
  void aReferenceIsReplacedWhenTheKeyIsRead() throws IOException {
    String text =
        "[jdbc.a]\nurl = \"x${HOST}y${PORT}\"\nkept = \"$${HOST}\"\nother = \"${GONE}\"\n";
    Settings section = read(text, Map.of("HOST", "h", "PORT", "1")).section("jdbc").section("a");

    assertThat(section.text("url")).contains("xhy1");
    assertThat(section.text("kept")).contains("${HOST}");
    assertThatThrownBy(() -> section.text("other"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            """
            jdbc.a.other refers to an environment variable that is not set
              variable: GONE
              set in:   %s:4\
            """
                .formatted(folder.resolve("stillson.toml")));
  }

  @Test
  void aWrongValueNamesFileLineAndExpectedForm() throws IOException {
    Settings run = read("[run]\n# how many\nworkers = \"many\"\n").section("run");

    assertThatThrownBy(() -> run.number("workers"))
        .hasMessage(
            """
            run.workers is not a whole number
              given:    many
              set in:   %s:3
              expected: a whole number, such as 4\
            """
                .formatted(folder.resolve("stillson.toml")));
    assertThatThrownBy(() -> run.duration("workers")).hasMessageContaining("is not a duration");
    assertThatThrownBy(() -> run.flag("workers")).hasMessageContaining("neither true nor false");
    assertThat(run.wrong("workers", "is too many"))
        .hasMessage("run.workers is too many\n  set in: " + folder.resolve("stillson.toml") + ":3");
  }

  @Test
  void aWrongSecretIsNotShown() throws IOException {
    Settings section = read("[a]\ntoken = \"hunter2\"\n").section("a");

    assertThatThrownBy(() -> section.number("token"))
        .hasMessageContaining("******")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void brokenFilesNameLineAndColumnAndAllOfThemTogether() throws IOException {
    Path first = Files.writeString(folder.resolve("a.toml"), "[run]\nworkers =\n");
    Path second = Files.writeString(folder.resolve("b.toml"), "[run\n");

    assertThatThrownBy(
            () -> Configuration.read(List.of(first, second), Map.of(), List.of("x"), folder))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(first + ":2:10: ")
        .hasMessageContaining(second + ":1:5: ")
        .hasMessageContaining("An option --config sets nothing");
  }

  @Test
  void aMissingAndAnUndecodableFileAreMistakesOfTheirOwn() throws IOException {
    Path binary = Files.write(folder.resolve("b.toml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Path gone = folder.resolve("gone.toml");

    assertThatThrownBy(() -> Configuration.read(List.of(gone, binary), Map.of(), List.of(), folder))
        .hasMessageContaining(gone + " does not exist")
        .hasMessageContaining(binary + " is not UTF-8 text");
  }

  @Test
  void unknownSectionsAndKeysComeWithTheNearestKnownOne() throws IOException {
    Configuration configuration =
        read(
            """
            lost = 1
            [rum]
            workers = 2
            [run]
            worker = 2
            folder = "x"
            [jdbc.notused]
            url = "never read"
            """,
            Map.of("STILLSON_JBDC_URL", "x", "STILLSON_JDBC_URL", "x", "STILLSON_CONFIG", "x"));
    assertThat(configuration.section("run").number("workers")).isEmpty();
    assertThat(configuration.section("run").text("folder")).contains("x");

    Path file = folder.resolve("stillson.toml");
    assertThat(configuration.unknown(List.of("run", "jdbc")))
        .containsExactly(
            "The key lost stands outside of every section\n  set in: "
                + file
                + ":1\nhint: write it below a header such as [run]",
            "The configuration has a section [rum] that nobody knows\n  set in: "
                + file
                + ":3\nhint: did you mean [run]?",
            "The configuration sets run.worker, which nobody knows\n  set in: "
                + file
                + ":5\nhint: did you mean workers?",
            "The environment variable STILLSON_JBDC_URL is no setting that anybody knows\n"
                + "hint: did you mean [jdbc]?");
  }

  @Test
  void secretsAreMaskedWhereSettingsAreShown() {
    assertThat(shown("password", "x")).isEqualTo("******");
    assertThat(shown("api-key", "x")).isEqualTo("******");
    assertThat(shown("keyboard", "x")).isEqualTo("x");
    assertThat(shown("password", "${PW}")).isEqualTo("${PW}");
    assertThat(shown("url", "jdbc:postgresql://u:p@h/d?password=q&a=b"))
        .isEqualTo("jdbc:postgresql://u:******@h/d?password=******&a=b");
    assertThat(shown("url", "s3://bucket/a@b:c")).isEqualTo("s3://bucket/a@b:c");
  }

  private String shown(String key, String value) {
    return new Setting(List.of("a"), key, value, new Origin.Option("x"), folder).shown();
  }
}
