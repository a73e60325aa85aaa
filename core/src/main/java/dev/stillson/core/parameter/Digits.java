package dev.stillson.core.parameter;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads a text of digits and signs from left to right. Dates are read without the platform's
 * formatters, which take long to load.
 */
final class Digits {
  private final String text;
  private int at;

  Digits(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char c) throws Unreadable {
    if (!skip(c)) {
      throw new Unreadable();
    }
  }

  void end() throws Unreadable {
    if (!atEnd()) {
      throw new Unreadable();
    }
  }

  /** A number of {@code least} to {@code most} digits, as many as there are. */
  int number(int least, int most) throws Unreadable {
    int from = at;
    int number = 0;
    while (at < text.length()
        && at - from < most
        && text.charAt(at) >= '0'
        && text.charAt(at) <= '9') {
      number = number * 10 + text.charAt(at) - '0';
      at++;
    }
    if (at - from < least) {
      throw new Unreadable();
    }
    return number;
  }

  /** A year: four to nine digits, with or without a sign. */
  int year() throws Unreadable {
    if (skip('-')) {
      return -number(4, 9);
    }
    skip('+');
    return number(4, 9);
  }

  /** {@code 2026-11-21}, or {@code 2026-1-5}. */
  LocalDate date() throws Unreadable {
    int year = year();
    expect('-');
    int month = number(1, 2);
    expect('-');
    int day = number(1, 2);
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      throw new Unreadable(why(month, day));
    }
  }

  private static String why(int month, int day) {
    if (month < 1 || month > 12) {
      return "there is no month " + month;
    }
    return day < 1 || day > 31 ? "there is no day " + day : "that month has no day " + day;
  }
}
