package dev.stillson.testkit;

import dev.stillson.Marker;
import dev.stillson.Target;
import dev.stillson.store.Connector;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import dev.stillson.store.Store;
import java.util.Set;

/**
 * Gives a store in memory to an engine, in the place of the real connector of the same blobs or
 * targets.
 */
public final class MemoryConnector implements ConnectorProvider, Connector {
  private static final Set<String> SCHEMES =
      Set.of(
          "", "file", "s3", "s3a", "gs", "hdfs", "webhdfs", "abfs", "abfss", "wasb", "wasbs", "ftp",
          "ftps", "sftp", "http", "https");

  private final Set<String> schemes;
  private final Set<Class<? extends Target>> targets;
  private final Store<?> store;

  private MemoryConnector(
      Set<String> schemes, Set<Class<? extends Target>> targets, Store<?> store) {
    this.schemes = schemes;
    this.targets = targets;
    this.store = store;
  }

  /** Keeps the blobs of all well-known schemes in {@code store}. */
  public static MemoryConnector of(MemoryBlobStore store) {
    return new MemoryConnector(SCHEMES, Set.of(), store);
  }

  /** Keeps all markers in {@code store}. */
  public static MemoryConnector of(MemoryMarkerStore store) {
    return new MemoryConnector(Set.of(), Set.of(Marker.class), store);
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Set<String> schemes() {
    return schemes;
  }

  @Override
  public Set<Class<? extends Target>> targets() {
    return targets;
  }

  @Override
  public Connector open(Settings settings) {
    return this;
  }

  @Override
  public Store<?> store() {
    return store;
  }
}
