/**
 * Numbers about the server, in the form that Prometheus reads.
 *
 * <p>Decides what is measured and how it is named; decides nothing about what it is measured for.
 */
@NullMarked
package dev.stillson.server.metrics;

import org.jspecify.annotations.NullMarked;
