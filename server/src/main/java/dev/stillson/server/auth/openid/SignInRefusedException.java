package dev.stillson.server.auth.openid;

/** Somebody was not signed in. The message is for those who run the server. */
public final class SignInRefusedException extends Exception {
  private final Refusal refusal;

  SignInRefusedException(Refusal refusal, String message) {
    super(message);
    this.refusal = refusal;
  }

  SignInRefusedException(Refusal refusal, String message, Throwable cause) {
    super(message, cause);
    this.refusal = refusal;
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }
}
