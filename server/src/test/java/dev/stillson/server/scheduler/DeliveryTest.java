package dev.stillson.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveryTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch goOn = new CountDownLatch(1);

  private final CommitListener stuck =
      new CommitListener() {
        @Override
        public void committed(Committed changes) {
          heard.add("group " + changes.at().getEpochSecond());
          await();
        }

        @Override
        public void resync() {
          heard.add("resync");
        }
      };

  private void await() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Committed group(long second) {
    return new Committed(
        Instant.ofEpochSecond(second),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        true,
        List.of(),
        List.of());
  }

  @Test
  void aListenerThatStopsReadingIsToldToLookAgainAndHoldsNobodyUp() throws Exception {
    Delivery delivery = new Delivery(stuck);
    delivery.start();
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("resync");
    delivery.offer(group(0));
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("group 0");
    for (int i = 1; i < 100_000; i++) {
      delivery.offer(group(i));
    }
    goOn.countDown();
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("resync");
    delivery.offer(group(100_000));
    String next = heard.poll(20, TimeUnit.SECONDS);
    while (!"group 100000".equals(next)) {
      assertThat(next).isNotNull().startsWith("group ");
      next = heard.poll(20, TimeUnit.SECONDS);
    }
    delivery.stop();
  }
}
