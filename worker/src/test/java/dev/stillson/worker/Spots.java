package dev.stillson.worker;

import dev.stillson.Target;
import dev.stillson.TaskContext;
import dev.stillson.store.Connector;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import dev.stillson.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A store of {@link Spot}s, which notes what it is asked. */
final class Spots implements ConnectorProvider, Connector, Store<Spot> {
  private final Set<Spot> existing = ConcurrentHashMap.newKeySet();
  private final Set<Spot> fixed = ConcurrentHashMap.newKeySet();
  private final Set<Spot> unknowable = ConcurrentHashMap.newKeySet();
  private final List<Set<String>> questions = Collections.synchronizedList(new ArrayList<>());

  /** What a task writes spots with. */
  record Pen(Spots spots, TaskContext context) {
    void put(Spot spot) {
      context.taskId(); // Throws when the attempt is over, as connectors' clients do.
      spots.existing.add(
          context.environment().map(name -> spots.inEnvironment(spot, name)).orElse(spot));
    }
  }

  void put(String name) {
    existing.add(new Spot(name));
  }

  boolean has(String name) {
    return existing.contains(new Spot(name));
  }

  void remove(String name) {
    existing.remove(new Spot(name));
  }

  /** Asking for this spot fails from now on. */
  void hide(String name) {
    unknowable.add(new Spot(name));
  }

  /** The names asked for, by question. */
  List<Set<String>> questions() {
    return List.copyOf(questions);
  }

  @Override
  public Set<Spot> existing(Collection<Spot> targets) throws IOException {
    Set<String> names = new HashSet<>();
    Set<Spot> found = new HashSet<>();
    for (Spot spot : targets) {
      names.add(spot.name());
      if (unknowable.contains(spot)) {
        throw new IOException("The store does not answer");
      }
      if (existing.contains(spot)) {
        found.add(spot);
      }
    }
    questions.add(names);
    return found;
  }

  /** This spot cannot be deleted from now on. */
  void fix(String name) {
    fixed.add(new Spot(name));
  }

  @Override
  public void delete(Collection<Spot> targets) throws IOException {
    for (Spot spot : targets) {
      if (fixed.contains(spot)) {
        throw new IOException("The store is read-only");
      }
      existing.remove(spot);
    }
  }

  @Override
  public Spot inEnvironment(Spot target, String environment) {
    return new Spot(environment + "/" + target.name());
  }

  @Override
  public String name() {
    return "spots";
  }

  @Override
  public Set<Class<? extends Target>> targets() {
    return Set.of(Spot.class);
  }

  @Override
  public Set<Class<?>> clients() {
    return Set.of(Pen.class);
  }

  @Override
  public Connector open(Settings settings) {
    return this;
  }

  @Override
  public Store<?> store() {
    return this;
  }

  @Override
  public <C> C client(Class<C> type, TaskContext context) {
    return type.cast(new Pen(this, context));
  }
}
