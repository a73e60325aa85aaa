/**
 * The graph of tasks as such: what a node requires as plain lists, cycles, and drawings.
 *
 * <p>Decides how requirements are flattened and how a graph is shown as text. Decides nothing about
 * which tasks are complete, when they run, or how they are told apart.
 */
@NullMarked
package dev.stillson.core.graph;

import org.jspecify.annotations.NullMarked;
