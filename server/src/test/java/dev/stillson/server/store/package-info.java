@NullMarked
package dev.stillson.server.store;

import org.jspecify.annotations.NullMarked;
