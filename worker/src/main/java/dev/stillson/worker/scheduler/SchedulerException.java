package dev.stillson.worker.scheduler;

import java.io.IOException;
import java.security.cert.CertificateException;

/** The scheduler cannot be used. The message is for people. */
public final class SchedulerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A sentence with its subject first, facts one per line, a hint last. */
  public SchedulerException(String message) {
    super(message, null, false, false);
  }

  /** The server at {@code address} does not answer; {@code cause} is what was seen of that. */
  public static SchedulerException unreachable(ServerAddress address, IOException cause) {
    if (isDistrust(cause)) {
      return new SchedulerException(
          "The server's certificate is not trusted here\n  address: "
              + address
              + "\nhint: name a file with those you trust, such as"
              + " STILLSON_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE");
    }
    return new SchedulerException(
        "The scheduler cannot be reached\n  address: "
            + address
            + "\n  cause:   "
            + cause
            + "\nhint: --scheduler names another; stillson server starts one");
  }

  /** Whether there is a server whose certificate is not trusted, so that waiting helps nobody. */
  public static boolean isDistrust(IOException cause) {
    for (Throwable one = cause; one != null; one = one.getCause()) {
      if (one instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
