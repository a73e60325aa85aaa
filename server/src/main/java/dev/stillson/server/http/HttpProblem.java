package dev.stillson.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error. */
public final class HttpProblem extends Exception {
  private final int status;
  private final String code;
  private final @Nullable String hint;
  private final @Nullable Duration retryAfter;

  private HttpProblem(
      int status,
      String code,
      String message,
      @Nullable String hint,
      @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.retryAfter = retryAfter;
  }

  /**
   * An error.
   *
   * @param status of HTTP
   * @param code a word for programs
   * @param message a sentence for people
   */
  public static HttpProblem of(int status, String code, String message) {
    return new HttpProblem(status, code, message, null, null);
  }

  /** Something in the request makes no sense. */
  public static HttpProblem bad(String message) {
    return of(400, "bad_request", message);
  }

  /** What the path names is not there. */
  public static HttpProblem notFound(String message) {
    return of(404, "not_found", message);
  }

  /** This error with what can be done about it. */
  public HttpProblem hint(String text) {
    return new HttpProblem(status, code, text(), text, retryAfter);
  }

  /** This error with a time after which the request may be repeated. */
  public HttpProblem retryAfter(Duration time) {
    return new HttpProblem(status, code, text(), hint, time);
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** The sentence for people. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** The word for programs. */
  public String code() {
    return code;
  }

  @Nullable String hint() {
    return hint;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
