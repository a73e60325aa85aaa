package dev.stillson.cli;

import java.util.Locale;

/** Every option that is not a task's parameter. */
enum Option {
  WORKERS("N", "how many tasks may run at once; the number of cores by default"),
  ONLY("", "run the task alone, whatever it requires"),
  ENV("NAME", "write everything to the test environment NAME"),
  JSON("", "one JSON object per line, for programs"),
  CONFIG("KEY=VALUE", "a setting, such as run.workers=4; may be given several times"),
  QUIET("", "print problems and the summary only"),
  VERBOSE("", "print what tasks log, too"),
  FOLDER("DIR", "where logs and temporary files go; .stillson by default"),
  FORMAT("FORM", "tree, dot or mermaid; tree by default"),
  PARAM("NAME", "the parameter that the range goes over; the first of a fitting type by default"),
  START("VALUE", "the first value of the range"),
  STOP("VALUE", "the first value after the range"),
  LOOK_BACK("N", "how far before now the range may begin, in days, hours, minutes or months"),
  LOOK_AHEAD("N", "how far after now the range may end; 0 by default"),
  LIMIT(
      "N",
      "how many at most: missing tasks to run, 50 by default; lines of remote, 100 by default"),
  REVERSE("", "the newest first"),
  STEP("MINUTES", "minutes between two values of a range of minutes; 5 by default"),
  SCHEDULER("URL", "the server to share with others, such as http://scheduler:8082"),
  UI("", "show the run in the web UI, served by this process to this machine"),
  LABEL("NAME=VALUE", "what this worker has; may be given several times"),
  WAIT("", "wait until the task is done or cannot be"),
  PORT("N", "the port to listen on; 8082 by default, 0: any that is free"),
  BIND("ADDRESS", "the address to listen on; 127.0.0.1 by default"),
  DATA("DIR", "where the state and the logs are; stillson-data by default"),
  DATABASE("URL", "keep the state in PostgreSQL: postgresql://HOST/NAME"),
  RETENTION("DAYS", "how long ended attempts, runs and the audit are kept; 90 by default"),
  LOG_FORMAT("FORM", "text or json, for programs that read the log; text by default"),
  BASE_PATH("/NAME", "where a proxy mounts the server, such as /stillson"),
  HOST("NAME", "a further name by which browsers reach the server; may be given several times"),
  TLS_CERT("FILE", "the certificate and those that vouch for it, as PEM"),
  TLS_KEY("FILE", "the key of the certificate, as PEM"),
  ROLE("NAME", "viewer, worker, operator or admin"),
  STATUS("NAME", "only tasks of this status, such as failed"),
  FAMILY("NAME", "only tasks of this family"),
  FOLLOW("", "of a log, print what is added until the attempt ends"),
  SINCE("WHEN", "only what changed, or ended, since: 90m, 24h, 7d or a point in time"),
  OUTPUTS("", "of what is to be made anew, have workers delete the outputs"),
  STANDBY("", "wait and take over when the server that has the database is gone"),
  DRY_RUN("", "print what would run, run nothing"),
  HELP("", "print this help");

  private final String flag;
  private final String value;
  private final String help;

  Option(String value, String help) {
    this.flag = "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.value = value;
    this.help = help;
  }

  /** As it is typed: {@code --workers}. */
  String flag() {
    return flag;
  }

  /** What its value is called; empty: it has none. */
  String value() {
    return value;
  }

  boolean takesValue() {
    return !value.isEmpty();
  }

  /** Whether it may be given more than once. */
  boolean repeats() {
    return this == CONFIG || this == LABEL || this == HOST;
  }

  String help() {
    return help;
  }
}
