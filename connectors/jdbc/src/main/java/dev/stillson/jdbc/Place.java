package dev.stillson.jdbc;

import dev.stillson.TablePartition;

/**
 * Where a table is: a data source, and in it an environment or the real tables. Written {@code
 * source@environment} where a target names its source.
 *
 * @param environment empty: the real tables
 */
record Place(String source, String environment) {

  static Place parse(String source) {
    int at = source.indexOf('@');
    return at < 0
        ? new Place(source, "")
        : new Place(source.substring(0, at), source.substring(at + 1));
  }

  static Place of(TablePartition target) {
    return parse(target.source());
  }

  /** This place for a run in {@code environment}, which a place of an environment already is. */
  Place in(String environment) {
    return this.environment.isEmpty() ? new Place(source, environment) : this;
  }

  boolean live() {
    return environment.isEmpty();
  }

  @Override
  public String toString() {
    return live() ? source : source + "@" + environment;
  }
}
