package dev.stillson.server.store;

/** Something to be stored that the scheduler knows nothing of. */
public sealed interface Note permits AuditEntry, BackfillChange {}
