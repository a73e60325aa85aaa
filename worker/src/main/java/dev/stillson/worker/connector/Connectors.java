package dev.stillson.worker.connector;

import dev.stillson.Blob;
import dev.stillson.Marker;
import dev.stillson.Target;
import dev.stillson.TaskContext;
import dev.stillson.store.BlobStore;
import dev.stillson.store.Compression;
import dev.stillson.store.ConnectorProvider;
import dev.stillson.store.MarkerStore;
import dev.stillson.store.Settings;
import dev.stillson.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connectors of a run: those given, then those found on the class path; the first that fits
 * answers. Looks for them when the first target is asked for, and opens each when it is needed.
 */
public final class Connectors implements AutoCloseable {
  private final ClassLoader classes;
  private final Settings settings;
  private final List<ConnectorProvider> given;
  private final ConcurrentHashMap<Object, Link> byTarget = new ConcurrentHashMap<>();
  private final Compressions compressions;
  private @Nullable List<Link> links;

  /**
   * The connectors that {@code classes} finds.
   *
   * @param given win over those found
   */
  public Connectors(ClassLoader classes, Settings settings, List<ConnectorProvider> given) {
    this.classes = classes;
    this.settings = settings;
    this.given = List.copyOf(given);
    this.compressions = new Compressions(classes);
  }

  /**
   * The store of {@code target}.
   *
   * @throws NoConnector if there is none
   * @throws IOException if its connector cannot be opened
   */
  @SuppressWarnings("unchecked") // A provider that names a type has a store of that type.
  public <T extends Target> Store<T> storeOf(T target) throws IOException {
    Object key = target instanceof Blob blob ? blob.scheme() : target.getClass();
    Link link = byTarget.get(key);
    if (link == null) {
      link = find(target);
      byTarget.put(key, link);
    }
    return (Store<T>) link.store();
  }

  /** The store of {@code blob}; throws as {@link #storeOf}. */
  public BlobStore blobs(Blob blob) throws IOException {
    return (BlobStore) (Store<?>) storeOf(blob);
  }

  /** The store of {@code marker}; throws as {@link #storeOf}. */
  public MarkerStore markers(Marker marker) throws IOException {
    return (MarkerStore) (Store<?>) storeOf(marker);
  }

  /**
   * A client of type {@code type} for the attempt of {@code context}.
   *
   * @throws IllegalArgumentException if no connector has such a client
   * @throws IOException if its connector cannot be opened
   */
  public <C> C client(Class<C> type, TaskContext context) throws IOException {
    TreeSet<String> known = new TreeSet<>();
    for (Link link : links()) {
      if (link.provider().clients().contains(type)) {
        return link.connector().client(type, context);
      }
      for (Class<?> client : link.provider().clients()) {
        known.add(client.getName());
      }
    }
    throw new IllegalArgumentException(
        "No connector on the class path has the client "
            + type.getName()
            + "\n  known: "
            + (known.isEmpty() ? "none" : String.join(", ", known))
            + "\nhint: add the connector's jar to the class path");
  }

  /** The compression that {@code blob}'s extension asks for; empty: as it is. */
  public Optional<Compression> compression(Blob blob) {
    return compressions.of(blob);
  }

  private Link find(Target target) {
    for (Link link : links()) {
      if (target instanceof Blob blob) {
        if (link.provider().schemes().contains(blob.scheme())) {
          return link;
        }
      } else if (link.provider().targets().contains(target.getClass())) {
        return link;
      }
    }
    for (Link link : links()) {
      for (Class<? extends Target> type : link.provider().targets()) {
        if (type.isInstance(target)) {
          return link;
        }
      }
    }
    throw unknown(target);
  }

  private NoConnector unknown(Target target) {
    TreeSet<String> known = new TreeSet<>();
    boolean blob = target instanceof Blob;
    for (Link link : links()) {
      if (blob) {
        for (String scheme : link.provider().schemes()) {
          known.add(scheme.isEmpty() ? "(no scheme)" : scheme + ":");
        }
      } else {
        for (Class<?> type : link.provider().targets()) {
          known.add(type.getSimpleName());
        }
      }
    }
    return new NoConnector(
        "No connector on the class path stores "
            + (blob ? "the place " : "a " + target.getClass().getSimpleName() + " such as ")
            + target
            + "\n  known: "
            + (known.isEmpty() ? "none" : String.join(", ", known))
            + "\nhint: add the connector's jar to the class path");
  }

  private synchronized List<Link> links() {
    List<Link> found = links;
    if (found == null) {
      found = new ArrayList<>();
      for (ConnectorProvider provider : given) {
        found.add(new Link(provider, settings));
      }
      for (ConnectorProvider provider : ServiceLoader.load(ConnectorProvider.class, classes)) {
        found.add(new Link(provider, settings));
      }
      links = found;
    }
    return found;
  }

  /** Closes those that were opened, all of them even if one fails. */
  @Override
  public synchronized void close() throws IOException {
    List<Link> found = links;
    links = null;
    byTarget.clear();
    if (found == null) {
      return;
    }
    IOException first = null;
    for (Link link : found) {
      try {
        link.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
