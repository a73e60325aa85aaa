/** Runs the examples as a newcomer does, each in a folder of its own, and checks what comes out. */
@NullMarked
package dev.stillson.examples;

import org.jspecify.annotations.NullMarked;
