package dev.stillson.cli;

/** The process of the {@code stillson} command. */
public final class Main {
  private Main() {}

  /** Runs the command that {@code args} give and ends the process with its exit code. */
  public static void main(String[] args) {
    Stillson.exit(args, null);
  }
}
