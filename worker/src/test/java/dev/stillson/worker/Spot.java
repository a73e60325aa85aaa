package dev.stillson.worker;

import dev.stillson.Target;

/** A target in a test's memory. */
record Spot(String name) implements Target {
  @Override
  public String toString() {
    return "spot:" + name;
  }
}
