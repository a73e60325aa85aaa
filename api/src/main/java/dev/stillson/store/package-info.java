/**
 * What a connector implements: stores that look for and open targets, and clients that tasks ask
 * for by type.
 *
 * <p>Decides how a connector is found and what it promises; decides nothing about scheduling.
 * Connectors are found with {@link java.util.ServiceLoader} through {@link
 * dev.stillson.store.ConnectorProvider}.
 */
@NullMarked
package dev.stillson.store;

import org.jspecify.annotations.NullMarked;
