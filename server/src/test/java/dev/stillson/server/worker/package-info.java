/** Tests of what the server does with workers' requests. */
@NullMarked
package dev.stillson.server.worker;

import org.jspecify.annotations.NullMarked;
