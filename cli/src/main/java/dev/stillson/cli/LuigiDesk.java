package dev.stillson.cli;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.protocol.luigi.LuigiCallException;
import dev.stillson.protocol.luigi.LuigiRpc;
import dev.stillson.protocol.luigi.Turns;
import dev.stillson.protocol.luigi.UnknownMethodException;
import dev.stillson.server.http.LuigiCalls;
import dev.stillson.server.scheduler.SharedScheduler;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Luigi's calls, with turns on the thread of the scheduler. */
record LuigiDesk(SharedScheduler scheduler, LuigiRpc rpc) implements LuigiCalls, Turns {
  @Override
  public Set<String> methods() {
    return LuigiRpc.methods();
  }

  @Override
  public byte[] call(String method, @Nullable String data) throws LuigiFailure {
    try {
      return rpc.read(method, data).on(this);
    } catch (LuigiCallException | UnknownMethodException e) {
      throw new LuigiFailure(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public <R> R perform(BiFunction<Scheduler, Instant, R> work) {
    return scheduler.perform(work::apply);
  }

  @Override
  public <R> R look(Function<Scheduler, R> question) {
    return scheduler.look(question);
  }
}
