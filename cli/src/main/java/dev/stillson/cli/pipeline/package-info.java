/**
 * Where pipelines come from: a source file, a folder of them, a jar, a folder of classes, or the
 * program itself become classes and a list of the tasks among them.
 *
 * <p>Decides what is compiled, what is kept from an earlier start and which classes are tasks;
 * decides nothing about what a task means.
 */
@NullMarked
package dev.stillson.cli.pipeline;

import org.jspecify.annotations.NullMarked;
