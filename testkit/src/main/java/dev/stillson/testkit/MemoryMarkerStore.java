package dev.stillson.testkit;

import dev.stillson.Marker;
import dev.stillson.store.MarkerStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Markers in memory. Safe for threads. */
public final class MemoryMarkerStore implements MarkerStore {
  private final Set<Marker> marked = ConcurrentHashMap.newKeySet();

  /** An empty store. */
  public MemoryMarkerStore() {}

  @Override
  public void mark(Marker marker) {
    marked.add(marker);
  }

  @Override
  public Set<Marker> existing(Collection<Marker> targets) {
    Set<Marker> found = new HashSet<>(targets);
    found.retainAll(marked);
    return found;
  }

  @Override
  public void delete(Collection<Marker> targets) {
    for (Marker marker : targets) {
      marked.remove(marker);
    }
  }

  @Override
  public Marker inEnvironment(Marker target, String environment) {
    return new Marker("env/" + environment + "/" + target.name());
  }
}
