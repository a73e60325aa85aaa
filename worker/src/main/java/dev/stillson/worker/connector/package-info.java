/**
 * Finds the connector for a target, a client or a compression, and opens it when it is first
 * needed.
 *
 * <p>Decides which connector answers; decides nothing about what it does or when it is asked.
 */
@NullMarked
package dev.stillson.worker.connector;

import org.jspecify.annotations.NullMarked;
