/** Tests of the local stores. */
@NullMarked
package dev.stillson.file;

import org.jspecify.annotations.NullMarked;
