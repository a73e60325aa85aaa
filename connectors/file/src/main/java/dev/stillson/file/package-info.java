/**
 * Blobs and markers as local files.
 *
 * <p>Decides how a blob's name becomes a path, how a file or a directory appears in one step and
 * what a crash leaves; decides nothing about what is in them: compression belongs to whoever reads
 * and writes.
 */
@NullMarked
package dev.stillson.file;

import org.jspecify.annotations.NullMarked;
