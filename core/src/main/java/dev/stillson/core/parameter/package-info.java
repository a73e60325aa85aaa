/**
 * What a task's parameters are: their names, their text forms, their defaults, and the identity of
 * a task that follows from them.
 *
 * <p>Decides which record is a task type, how its values become text and text becomes its values,
 * and which two tasks are one. Decides nothing about what tasks need or when they run, and reads no
 * file and no command line: text is given to it.
 *
 * <p>Start with {@link dev.stillson.core.parameter.TaskType}.
 */
@NullMarked
package dev.stillson.core.parameter;

import org.jspecify.annotations.NullMarked;
