package dev.stillson.worker;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The name and the places of a run. Makes no folder: an uneventful run leaves none. */
record RunFolder(String run, Path folder) {

  /**
   * A new run that starts at {@code time}: {@code 20261121T051003.123Z-3f9a}; names sort by time.
   */
  static RunFolder of(Path parent, Instant time) {
    LocalDateTime at = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    StringBuilder name = new StringBuilder(26);
    digits(name, at.getYear(), 4);
    digits(name, at.getMonthValue(), 2);
    digits(name, at.getDayOfMonth(), 2);
    name.append('T');
    digits(name, at.getHour(), 2);
    digits(name, at.getMinute(), 2);
    digits(name, at.getSecond(), 2);
    name.append('.');
    digits(name, at.getNano() / 1_000_000, 3);
    name.append("Z-");
    String salt = Long.toHexString(System.nanoTime() * 0x9E3779B97F4A7C15L);
    name.append(salt, Math.max(0, salt.length() - 4), salt.length());
    return new RunFolder(name.toString(), parent.resolve("runs").resolve(name.toString()));
  }

  private static void digits(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    text.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path scratch(String taskId, int attempt) {
    return folder.resolve("tmp").resolve(taskId + "." + attempt);
  }
}
