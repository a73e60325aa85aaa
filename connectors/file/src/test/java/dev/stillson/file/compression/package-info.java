/** Tests of the compressions. */
@NullMarked
package dev.stillson.file.compression;

import org.jspecify.annotations.NullMarked;
