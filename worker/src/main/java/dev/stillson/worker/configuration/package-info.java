/**
 * The configuration: {@code stillson.toml} files, environment variables and {@code --config}
 * options become one tree of settings in which every value knows where it was set.
 *
 * <p>Decides where settings are looked for, which one wins, what their text forms are and which
 * keys are unknown. Decides nothing about what a key means: sections are read by those whose name
 * they bear.
 */
@NullMarked
package dev.stillson.worker.configuration;

import org.jspecify.annotations.NullMarked;
