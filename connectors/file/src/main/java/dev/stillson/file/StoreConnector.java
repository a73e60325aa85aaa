package dev.stillson.file;

import dev.stillson.store.Connector;
import dev.stillson.store.Store;

/** A connector that is its store. */
record StoreConnector(Store<?> store) implements Connector {}
