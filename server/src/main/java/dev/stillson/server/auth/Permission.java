package dev.stillson.server.auth;

/** What a request needs its sender to be allowed. */
public enum Permission {
  /** Nothing: everybody may. */
  PUBLIC,
  /** To see tasks, workers and resources. */
  VIEW,
  /** To announce tasks, to take them and to report on them. */
  WORK,
  /** To change what runs: retry, disable, pause and the like. */
  OPERATE,
  /** To change who may do what. */
  ADMINISTER
}
