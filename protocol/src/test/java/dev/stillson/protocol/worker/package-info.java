/** Tests of the workers' protocol. */
@NullMarked
package dev.stillson.protocol.worker;

import org.jspecify.annotations.NullMarked;
