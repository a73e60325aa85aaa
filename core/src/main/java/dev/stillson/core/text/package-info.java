/**
 * Text that people read.
 *
 * <p>Decides how text of strangers is made harmless in a message; decides nothing about what
 * messages say.
 */
@NullMarked
package dev.stillson.core.text;

import org.jspecify.annotations.NullMarked;
