package dev.stillson.server.scheduler;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the state is and how long it is remembered.
 *
 * @param location where it is
 * @param standby whether to wait, when another server has it, and to take over when that one is
 *     gone
 * @param retention how long ended attempts and the audit are remembered
 * @param release the name of this release, told to one that is older
 */
public record StateSettings(
    Location location, boolean standby, Duration retention, String release) {

  /** How long history is remembered unless it is said otherwise: 90 days. */
  public static final Duration RETENTION = Duration.ofDays(90);

  /** In files of {@code folder}, which is made if need be. */
  public static StateSettings in(Path folder) {
    return new StateSettings(new Location.Folder(folder), false, RETENTION, thisRelease());
  }

  /** In the PostgreSQL database at {@code url}, without a user of its own. */
  public static StateSettings at(String url) {
    Location location = new Location.Postgres(url, Optional.empty(), Optional.empty());
    return new StateSettings(location, false, RETENTION, thisRelease());
  }

  /** These settings, standing by or not. */
  public StateSettings withStandby(boolean standby) {
    return new StateSettings(location, standby, retention, release);
  }

  /** These settings with {@code retention}. */
  public StateSettings withRetention(Duration retention) {
    return new StateSettings(location, standby, retention, release);
  }

  /** These settings of another release. */
  public StateSettings withRelease(String release) {
    return new StateSettings(location, standby, retention, release);
  }

  private static String thisRelease() {
    String version = StateSettings.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Where a state is. */
  public sealed interface Location {
    /**
     * In files that one server has at a time.
     *
     * @param path the data folder
     */
    record Folder(Path path) implements Location {}

    /**
     * In a PostgreSQL database that several servers can reach; one of them writes.
     *
     * @param url as {@code postgresql://host:port/database} or with {@code jdbc:} before it
     * @param user the role, unless the URL names it
     * @param password its password, unless the URL names it
     */
    record Postgres(String url, Optional<String> user, Optional<String> password)
        implements Location {
      @Override
      public String toString() {
        return "Postgres[...]";
      }
    }
  }
}
