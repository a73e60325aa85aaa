package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.server.auth.Credentials;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What keeps a server from starting. */
class StartTest {
  @Test
  void aPortThatAnotherHasIsNamed() throws Exception {
    try (Rig rig = new Rig();
        MemoryState state = new MemoryState(() -> Instant.EPOCH)) {
      int port = rig.server.port();

      assertThatThrownBy(() ->
              StillsonServer.start(
                  ServerOptions.LOCAL.withPort(port),
                  new StillsonServer.Parts(
                      state, Credentials.NONE, rig.luigi, (_, _) -> 200, InstantSource.system())))
          .isInstanceOf(ServerStartException.class)
          .hasMessageStartingWith("The server cannot listen at this address\n")
          .hasMessageContaining("port:    " + port)
          .hasMessageContaining("in use");
    }
  }
}
