package dev.stillson.server.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A password as it is stored: {@code pbkdf2-sha256$rounds$salt$hash}, the last two in base 64. */
final class PasswordHash {
  private static final String SCHEME = "pbkdf2-sha256";
  private static final int ROUNDS = 600_000;

  /** A user that does not exist has this one, so that asking for them takes as long. */
  static final PasswordHash OF_NOBODY = new PasswordHash(ROUNDS, new byte[16], new byte[32]);

  private final int rounds;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int rounds, byte[] salt, byte[] hash) {
    this.rounds = rounds;
    this.salt = salt;
    this.hash = hash;
  }

  static PasswordHash of(String password) {
    return of(password, ROUNDS);
  }

  static PasswordHash of(String password, int rounds) {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(rounds, salt, derive(password, salt, rounds));
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PasswordHash parse(String text) {
    String[] parts = text.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(SCHEME)) {
      throw new IllegalArgumentException("is not of the form " + SCHEME + "$rounds$salt$hash");
    }
    return new PasswordHash(
        Integer.parseInt(parts[1]),
        Base64.getDecoder().decode(parts[2]),
        Base64.getDecoder().decode(parts[3]));
  }

  boolean fits(String password) {
    return MessageDigest.isEqual(hash, derive(password, salt, rounds));
  }

  String text() {
    Base64.Encoder base64 = Base64.getEncoder();
    return SCHEME
        + "$"
        + rounds
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  private static byte[] derive(String password, byte[] salt, int rounds) {
    try {
      PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, 256);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot hash passwords", e);
    }
  }
}
