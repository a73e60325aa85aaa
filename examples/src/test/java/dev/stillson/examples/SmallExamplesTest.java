package dev.stillson.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SmallExamplesTest {
  @TempDir Path folder;
  Workspace examples;

  @BeforeEach
  void copy() throws IOException {
    examples = Workspace.copyTo(folder);
  }

  @Test
  void theBusiestAirportsAreFoundAndTheirProfilesMade() throws Exception {
    var outcome = examples.run("DynamicTasks.java", "BusiestAirports", "--count", "3");

    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    for (String airport : new String[] {"ORD", "DFW", "ATL"}) {
      assertThat(examples.read("out/profiles/" + airport + ".csv"))
          .startsWith("destination,flights,mean_distance\n");
      assertThat(examples.read("out/busiest/3.txt"))
          .contains(examples.read("out/profiles/" + airport + ".csv"));
    }
  }

  @Test
  void aLetterIsWrittenWithOrWithoutTheOffers() throws Exception {
    var good = examples.run("SoftFailure.java", "Letter", "--date", "2026-11-19");
    var broken = examples.run("SoftFailure.java", "Letter", "--date", "2026-11-20");

    assertThat(good.exitCode()).as(good.text()).isZero();
    assertThat(examples.read("out/letters/2026-11-19.txt"))
        .contains("Who has seen the wind?")
        .endsWith("\nsoap for 3\ncandles for 12\n");
    assertThat(examples.read("out/letters/2026-11-20.txt"))
        .startsWith("Tyger Tyger")
        .endsWith("\nThere are no offers today.\n");
    assertThat(broken.text())
        .contains("data/feeds/2026-11-20.csv, line 3: column 'price' has a wrong value")
        .contains("'on request'");
  }

  @Test
  void aServerInTroubleIsTriedAgainAndAMissingFileIsNot() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger askedForMissing = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/daily/2026-11-20.csv",
        exchange -> {
          try (exchange) {
            byte[] rates = "currency,rate\nUSD,1.1\n".getBytes(UTF_8);
            boolean trouble = asked.incrementAndGet() < 3;
            exchange.sendResponseHeaders(trouble ? 503 : 200, trouble ? -1 : rates.length);
            if (!trouble) {
              exchange.getResponseBody().write(rates);
            }
          }
        });
    server.createContext(
        "/daily/2026-11-21.csv",
        exchange -> {
          try (exchange) {
            askedForMissing.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
          }
        });
    server.start();
    try {
      var late = rates(server, "2026-11-20");
      var missing = rates(server, "2026-11-21");

      assertThat(late.exitCode()).as(late.text()).isZero();
      assertThat(asked).hasValue(3);
      assertThat(examples.read("out/rates/2026-11-20.csv")).isEqualTo("currency,rate\nUSD,1.1\n");
      assertThat(missing.exitCode()).isEqualTo(3);
      assertThat(missing.text()).contains("The server has no rates of 2026-11-21");
      assertThat(askedForMissing).hasValue(1);
    } finally {
      server.stop(0);
    }
  }

  private Workspace.Outcome rates(HttpServer server, String date) throws Exception {
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/daily/";
    return examples.run(
        "Retries.java", "ExchangeRates", "--date", date, "--server", address, "--delay", "PT0.01S");
  }
}
