/**
 * People who sign in at a provider of OpenID Connect: by authorization code with a proof key, and
 * with what the provider says about them.
 *
 * <p>Decides whether what a browser brings back is to be believed, who that is and which role they
 * have; decides nothing about sessions, nor about what a role allows. The library for tokens is
 * loaded when somebody signs in, and not before.
 */
@NullMarked
package dev.stillson.server.auth.openid;

import org.jspecify.annotations.NullMarked;
