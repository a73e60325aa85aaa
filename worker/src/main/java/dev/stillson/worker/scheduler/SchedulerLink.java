package dev.stillson.worker.scheduler;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a worker is linked to a server.
 *
 * @param address where the server is
 * @param worker the worker's id, unique among all that live
 * @param host the machine that the worker runs on
 * @param codeVersion names the code that the worker runs; empty: it does not say
 * @param labels what the worker has, by name
 * @param beat how often the worker says that it is alive
 * @param patience how long to wait for the server when the worker starts; later it waits for ever
 */
public record SchedulerLink(
    ServerAddress address,
    String worker,
    String host,
    String codeVersion,
    Map<String, String> labels,
    Duration beat,
    Duration patience) {

  /** Copies the labels. */
  public SchedulerLink {
    labels = Map.copyOf(labels);
  }

  /**
   * What a worker tells about itself to people: its code, its user, its process and {@code more}.
   */
  public Map<String, String> info(Map<String, String> more) {
    Map<String, String> info = new HashMap<>(more);
    info.put("code", codeVersion);
    info.put("user", System.getProperty("user.name", ""));
    info.put("pid", Long.toString(ProcessHandle.current().pid()));
    return info;
  }

  /** A link of {@code worker} to {@code address} with a beat of 2 s and a patience of 30 s. */
  public static SchedulerLink to(ServerAddress address, String worker) {
    return new SchedulerLink(
        address, worker, "", "", Map.of(), Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  /** This link for another worker, {@code worker}, beside this one. */
  public SchedulerLink withWorker(String worker) {
    return new SchedulerLink(address, worker, host, codeVersion, labels, beat, patience);
  }

  /** This link from machine {@code host}. */
  public SchedulerLink withHost(String host) {
    return new SchedulerLink(address, worker, host, codeVersion, labels, beat, patience);
  }

  /** This link with {@code codeVersion}. */
  public SchedulerLink withCodeVersion(String codeVersion) {
    return new SchedulerLink(address, worker, host, codeVersion, labels, beat, patience);
  }

  /** This link with {@code labels}. */
  public SchedulerLink withLabels(Map<String, String> labels) {
    return new SchedulerLink(address, worker, host, codeVersion, labels, beat, patience);
  }

  /** This link with {@code beat} between two signs of life. */
  public SchedulerLink withBeat(Duration beat) {
    return new SchedulerLink(address, worker, host, codeVersion, labels, beat, patience);
  }

  /** This link with {@code patience} at the start. */
  public SchedulerLink withPatience(Duration patience) {
    return new SchedulerLink(address, worker, host, codeVersion, labels, beat, patience);
  }
}
