/**
 * Pipelines and programs that measure the engine: the shapes of one layered graph, without and with
 * files.
 *
 * <p>Decides what is measured; the scripts beside this module decide how it is compared.
 */
@NullMarked
package dev.stillson.bench;

import org.jspecify.annotations.NullMarked;
