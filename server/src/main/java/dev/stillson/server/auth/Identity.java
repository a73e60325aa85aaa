package dev.stillson.server.auth;

/**
 * Somebody who has shown who they are.
 *
 * @param name the user's or the token's name
 * @param role what they may do
 */
public record Identity(String name, Role role) {

  /** Whoever reaches a server that has no credentials, which is somebody on its machine. */
  public static final Identity LOCAL = new Identity("local", Role.ADMIN);

  /** Somebody who has shown nothing. */
  public static final Identity NOBODY = new Identity("-", Role.VIEWER);
}
