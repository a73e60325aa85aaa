/**
 * JSON as the server's own API and files speak it.
 *
 * <p>Decides what is taken for JSON and where its limits are; decides nothing about what it means.
 */
@NullMarked
package dev.stillson.server.json;

import org.jspecify.annotations.NullMarked;
