package dev.stillson;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that is never shown: its text form is masked everywhere. As a parameter it is private,
 * whatever its annotation says.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** The secret {@code value}; may be empty. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself, for the one place that needs it. */
  public String reveal() {
    return value;
  }

  /** Whether both hold the same value; takes the same time for any two values of one length. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Always {@code ******}. */
  @Override
  public String toString() {
    return "******";
  }
}
