/**
 * What workers of Luigi 3 say to their scheduler, and how ours answers: method name and JSON text
 * in, JSON text out.
 *
 * <p>Decides the dialect of JSON, which arguments a method takes and what an answer looks like.
 * Decides nothing about HTTP, nor about tasks, which is the scheduler's, nor about who may call.
 */
@NullMarked
package dev.stillson.protocol.luigi;

import org.jspecify.annotations.NullMarked;
