/**
 * Taking records apart and putting them together.
 *
 * <p>Decides how that is done quickly, also in the first milliseconds of a JVM; decides nothing
 * about what the components mean.
 */
@NullMarked
package dev.stillson.core.shape;

import org.jspecify.annotations.NullMarked;
