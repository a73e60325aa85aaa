package dev.stillson;

/** A node without work or output of its own: complete when everything it requires is complete. */
public non-sealed interface WrapperTask extends Node {}
