@NullMarked
package dev.stillson.server.scheduler;

import org.jspecify.annotations.NullMarked;
