/**
 * What every store must do, as tests: a connector's tests extend {@link
 * dev.stillson.testkit.store.BlobStoreContract} or {@link
 * dev.stillson.testkit.store.MarkerStoreContract} and give it a store.
 *
 * <p>Decides what a store promises to the engine; decides nothing about how it keeps its targets.
 */
@NullMarked
package dev.stillson.testkit.store;

import org.jspecify.annotations.NullMarked;
