package dev.stillson.testkit;

import dev.stillson.store.MarkerStore;
import dev.stillson.testkit.store.MarkerStoreContract;

class MemoryMarkerStoreTest extends MarkerStoreContract {
  private final MemoryMarkerStore store = new MemoryMarkerStore();

  @Override
  protected MarkerStore store() {
    return store;
  }
}
