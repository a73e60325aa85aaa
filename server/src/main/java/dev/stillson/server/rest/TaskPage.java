package dev.stillson.server.rest;

import java.util.List;
import java.util.Optional;

/**
 * A part of a sorted list of tasks.
 *
 * @param tasks the tasks
 * @param next where the next part begins; empty: there is none
 */
record TaskPage(List<TaskCard> tasks, Optional<Place> next) {}
