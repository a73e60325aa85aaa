package dev.stillson.testkit;

import dev.stillson.store.BlobStore;
import dev.stillson.testkit.store.BlobStoreContract;

class MemoryBlobStoreTest extends BlobStoreContract {
  private final MemoryBlobStore store = new MemoryBlobStore();

  @Override
  protected BlobStore store() {
    return store;
  }
}
