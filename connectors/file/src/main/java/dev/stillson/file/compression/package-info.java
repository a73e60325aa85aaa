/**
 * The compressions that a blob's extension chooses: gzip, Zstandard and bzip2.
 *
 * <p>Decides the format and its level; decides nothing about where the bytes are.
 */
@NullMarked
package dev.stillson.file.compression;

import org.jspecify.annotations.NullMarked;
