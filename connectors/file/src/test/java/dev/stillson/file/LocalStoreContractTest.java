package dev.stillson.file;

import dev.stillson.store.BlobStore;
import dev.stillson.store.MarkerStore;
import dev.stillson.testkit.store.BlobStoreContract;
import dev.stillson.testkit.store.MarkerStoreContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts, kept by the local stores. */
class LocalStoreContractTest {

  /** Blobs. */
  @Nested
  class Blobs extends BlobStoreContract {
    private BlobStore store;

    @BeforeEach
    void openStore(@TempDir Path root) {
      store =
          new LocalBlobStore(
              new Folders(root.resolve("made/later"), true), new Environments(Map.of()), true);
    }

    @Override
    protected BlobStore store() {
      return store;
    }
  }

  /** Markers. */
  @Nested
  class Markers extends MarkerStoreContract {
    private MarkerStore store;

    @BeforeEach
    void openStore(@TempDir Path root) {
      store = new LocalMarkerStore(new Folders(root.resolve("markers"), true));
    }

    @Override
    protected MarkerStore store() {
      return store;
    }
  }
}
