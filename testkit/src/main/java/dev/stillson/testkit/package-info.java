/**
 * Tests of pipelines and connectors: runs one task in memory, and stores in memory.
 *
 * <p>Decides how a test gives a task its inputs and reads its output; the task itself runs in the
 * real engine.
 */
@NullMarked
package dev.stillson.testkit;

import org.jspecify.annotations.NullMarked;
