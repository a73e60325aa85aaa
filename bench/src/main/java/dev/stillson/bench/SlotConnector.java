package dev.stillson.bench;

import dev.stillson.Target;
import dev.stillson.store.Connector;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.Settings;
import dev.stillson.store.Store;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Keeps {@link Slot}s, so that a task costs nothing but the engine. */
public final class SlotConnector implements ConnectorProvider, Connector, Store<Slot> {
  static void fill(Slot slot) {
    Bits.ALL.set(slot.index(), 1);
  }

  /** Apart, so that a pipeline without slots does not pay for their memory. */
  private static final class Bits {
    static final AtomicIntegerArray ALL = new AtomicIntegerArray(10_000_000);
  }

  @Override
  public String name() {
    return "slots";
  }

  @Override
  public Set<Class<? extends Target>> targets() {
    return Set.of(Slot.class);
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
  public Set<Slot> existing(Collection<Slot> targets) {
    Set<Slot> existing = new HashSet<>();
    for (Slot slot : targets) {
      if (Bits.ALL.get(slot.index()) == 1) {
        existing.add(slot);
      }
    }
    return existing;
  }

  @Override
  public void delete(Collection<Slot> targets) {
    targets.forEach(slot -> Bits.ALL.set(slot.index(), 0));
  }

  @Override
  public Slot inEnvironment(Slot target, String environment) {
    return target;
  }
}
