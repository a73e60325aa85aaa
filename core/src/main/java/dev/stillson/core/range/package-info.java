/**
 * Runs of days, hours, minutes and months over which a task is repeated, and which of them are
 * still missing.
 *
 * <p>Decides which values belong to a range and which of the missing ones come first. Decides
 * nothing about how one knows what exists, or what task a value makes; knows no clock.
 */
@NullMarked
package dev.stillson.core.range;

import org.jspecify.annotations.NullMarked;
