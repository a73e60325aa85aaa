/**
 * The command line: what a person types becomes a pipeline, a task and a run, and what happens
 * becomes text.
 *
 * <p>Decides words, options, messages and exit codes of the commands; decides nothing about how
 * pipelines are planned and run, which is the worker's.
 */
@NullMarked
package dev.stillson.cli;

import org.jspecify.annotations.NullMarked;
