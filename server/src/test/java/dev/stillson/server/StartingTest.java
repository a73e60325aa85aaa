package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that listens while its state is being read. */
@Timeout(60)
class StartingTest {

  @Test
  void whileTheStateIsReadHealthIsToldAndEverythingElseWaits() throws Exception {
    try (Rig rig = Rig.starting()) {
      rig.state.trouble("The state is being read");
      try (Socket waiting = rig.wire.get("/api/v1/scheduler").open()) {
        assertThat(rig.wire.get("/health/live").send().status()).isEqualTo(200);
        Wire.Answer ready = rig.wire.get("/health/ready").send();
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.body()).contains("The state is being read");
        assertThat(waiting.getInputStream().available()).isZero();

        rig.state.trouble("");
        rig.server.open();

        assertThat(Wire.answer(waiting.getInputStream(), false).status()).isEqualTo(200);
      }
    }
  }
}
