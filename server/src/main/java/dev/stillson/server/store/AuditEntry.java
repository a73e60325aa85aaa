package dev.stillson.server.store;

import java.time.Instant;

/**
 * Something that a person did.
 *
 * @param at when
 * @param who the name the person signed in with
 * @param action what was done, as the route or command is called
 * @param subject what it was done to, such as a task's id; may be empty
 * @param detail anything else; never a secret; may be empty
 */
public record AuditEntry(Instant at, String who, String action, String subject, String detail)
    implements Note {}
