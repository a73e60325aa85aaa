/**
 * Who somebody is and what the role allows: users, tokens, browser sessions, and limits on failed
 * attempts.
 *
 * <p>Decides whether a credential is good and which permission a role has; decides nothing about
 * which request needs which permission, nor how credentials travel.
 */
@NullMarked
package dev.stillson.server.auth;

import org.jspecify.annotations.NullMarked;
