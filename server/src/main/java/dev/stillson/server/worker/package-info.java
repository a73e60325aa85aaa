/**
 * What the server does with requests of workers: takes them to the scheduler, keeps the logs of
 * attempts, and stands in for those who submit work and leave.
 *
 * <p>Decides what belongs to one request and how long it is held; decides nothing about who may
 * send one, which is sign-in's, or who runs what, which is the scheduler's.
 */
@NullMarked
package dev.stillson.server.worker;

import org.jspecify.annotations.NullMarked;
