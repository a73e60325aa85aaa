package dev.stillson.server.auth.openid;

/**
 * One way to the provider and back.
 *
 * @param cookie what the browser keeps meanwhile, and nobody else knows
 * @param state what the provider gives back with the browser, so that it is the same browser
 * @param nonce what the token must contain, so that it was made for this flow
 * @param verifier what the provider wants to see with the code, so that a stolen code is worthless
 */
record Flow(String cookie, String state, String nonce, String verifier) {
  @Override
  public String toString() {
    return "Flow";
  }
}
