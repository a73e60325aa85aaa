package dev.stillson;

/** What a run is for. */
public enum Mode {
  /** Everything is read and written where the pipeline says. */
  LIVE,
  /**
   * Everything is written to an environment of its own, and read from there where it exists there.
   */
  TEST
}
