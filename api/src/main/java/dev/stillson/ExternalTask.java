package dev.stillson;

/**
 * A target that something outside the pipeline makes. It cannot be run: while the target is
 * missing, what depends on it waits and the run's summary says so.
 *
 * @param <O> the type of the target
 */
public non-sealed interface ExternalTask<O extends Target> extends Producer<O> {}
