/**
 * The REST API: what people and programs see of tasks, workers and resources, and what they do to
 * them.
 *
 * <p>Decides how the domain looks as JSON and which commands an action is; decides nothing about
 * what commands do, nor who may send them. Lists come from a {@link
 * dev.stillson.server.rest.Catalogue} of its own, so that looking at a million tasks does not keep
 * the scheduler from its work.
 */
@NullMarked
package dev.stillson.server.rest;

import org.jspecify.annotations.NullMarked;
