package dev.stillson.jdbc;

import dev.stillson.TablePartition;
import dev.stillson.store.Store;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Partitions exist where a marker row says so. */
final class TableStore implements Store<TablePartition> {
  private final DataSources sources;
  private final MarkerTable markers;

  TableStore(DataSources sources, MarkerTable markers) {
    this.sources = sources;
    this.markers = markers;
  }

  @Override
  public Set<TablePartition> existing(Collection<TablePartition> targets) throws IOException {
    Set<TablePartition> existing = new HashSet<>();
    for (Map.Entry<Place, Map<String, List<TablePartition>>> place : byPlace(targets).entrySet()) {
      existing.addAll(existing(place.getKey(), place.getValue()));
    }
    return existing;
  }

  private Set<TablePartition> existing(Place place, Map<String, List<TablePartition>> tables)
      throws IOException {
    Set<TablePartition> existing = new HashSet<>();
    Database database = sources.database(place.source());
    try {
      Optional<Session> looked = database.look(place.environment());
      if (looked.isEmpty()) {
        return existing;
      }
      try (Session session = looked.get()) {
        if (!session.exists(markers.table(), false)) {
          return existing;
        }
        for (Map.Entry<String, List<TablePartition>> table : tables.entrySet()) {
          Set<String> marked =
              markers.marked(session, table.getKey(), partitions(table.getValue()));
          for (TablePartition target : table.getValue()) {
            if (marked.contains(target.partition())) {
              existing.add(target);
            }
          }
        }
      }
      return existing;
    } catch (SQLException e) {
      throw new IOException(
          "Data source '%s' does not say what exists in it\n  cause: %s"
              .formatted(place, e.getMessage()),
          e);
    }
  }

  /**
   * Removes the marker rows. The rows of the tables stay until the partition is loaded again, which
   * replaces them: only the task knows which they are.
   */
  @Override
  public void delete(Collection<TablePartition> targets) throws IOException {
    for (TablePartition target : existing(targets)) {
      Place place = Place.of(target);
      Database database = sources.database(place.source());
      try (Session session =
          database.write(place.environment(), TableName.parse(target.table()), markers)) {
        markers.remove(session, target.table(), List.of(target.partition()));
        session.commit();
      } catch (SQLException e) {
        throw new IOException(
            "%s cannot be deleted\n  cause: %s".formatted(target, e.getMessage()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while deleting " + target);
      }
    }
  }

  @Override
  public TablePartition inEnvironment(TablePartition target, String environment) {
    Place place = Place.of(target).in(environment);
    return new TablePartition(place.toString(), target.table(), target.partition());
  }

  private static Map<Place, Map<String, List<TablePartition>>> byPlace(
      Collection<TablePartition> targets) {
    Map<Place, Map<String, List<TablePartition>>> places = new HashMap<>();
    for (TablePartition target : targets) {
      places
          .computeIfAbsent(Place.of(target), _ -> new HashMap<>())
          .computeIfAbsent(target.table(), _ -> new ArrayList<>())
          .add(target);
    }
    return places;
  }

  private static List<String> partitions(List<TablePartition> targets) {
    return targets.stream().map(TablePartition::partition).distinct().toList();
  }
}
