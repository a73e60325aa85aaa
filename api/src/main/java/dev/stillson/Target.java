package dev.stillson;

/**
 * The place of a result: a value that prints, compares and travels, and does no I/O.
 *
 * <p>Implemented by records. A connector's {@link dev.stillson.store.Store} knows how to look for a
 * target.
 */
public interface Target {}
