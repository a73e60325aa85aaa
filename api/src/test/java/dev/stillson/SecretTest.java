package dev.stillson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  record Login(String user, Secret password) {}

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "p\"w\n", "******", "long password with \u0000 and é"})
  void valueIsNeverShown(String value) {
    Secret secret = Secret.of(value);
    assertThat(secret).hasToString("******");
    assertThat(new Login("me", secret)).hasToString("Login[user=me, password=******]");
    assertThat(List.of(secret)).hasToString("[******]");
    assertThat(Map.of("k", secret)).hasToString("{k=******}");
    assertThat("%s".formatted(secret)).isEqualTo("******");
    assertThat(secret.reveal()).isEqualTo(value);
  }

  @Test
  void secretsAreEqualByTheirValue() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b")).isNotEqualTo("a");
  }

  @Test
  void secretCannotBeSerialised() {
    assertThat(Secret.of("a")).isNotInstanceOf(Serializable.class);
  }
}
