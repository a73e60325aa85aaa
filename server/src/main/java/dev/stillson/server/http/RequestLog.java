package dev.stillson.server.http;

import org.jspecify.annotations.Nullable;

/** Told of each request that was answered. Must be quick, and safe for use by many threads. */
@FunctionalInterface
public interface RequestLog {

  /**
   * A request was answered.
   *
   * @param route what it was for; null if for nothing that exists
   * @param verb its method as sent
   * @param path its path as sent, without the query
   * @param status what it was answered
   * @param nanos how long that took, in nanoseconds
   * @param who who sent it
   * @param address where from
   */
  void answered(
      @Nullable Route route,
      String verb,
      String path,
      int status,
      long nanos,
      String who,
      String address);
}
