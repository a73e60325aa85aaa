package dev.stillson.bench;

import dev.stillson.Target;

/**
 * A target that is a bit in memory: exists once its task ran in this process.
 *
 * @param index which bit
 */
record Slot(int index) implements Target {}
