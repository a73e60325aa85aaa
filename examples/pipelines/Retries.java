import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.stillson.*;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;

/**
 * A download that is tried again when the server is in trouble, and not when the file is not there.
 *
 * <pre>
 * stillson run Retries.java ExchangeRates --date 2026-11-20 --server https://rates.example/daily/
 * </pre>
 */
record ExchangeRates(
    LocalDate date,
    @Param(significant = false) URI server,
    @Param(significant = false, defaultValue = "2s") Duration delay)
    implements Task<Blob> {

  /** Five more attempts, after 2 s, 4 s, 8 s, 16 s and 30 s; none may take longer than a minute. */
  public Policy policy() {
    return Policy.DEFAULT
        .withRetry(Retry.times(5, delay).withBackoff(2, ofSeconds(30)))
        .withTimeout(ofMinutes(1));
  }

  public Blob output() {
    return Blob.at("out/rates/%s.csv", date);
  }

  public void run(TaskContext ctx) throws IOException {
    ctx.status("attempt " + ctx.attempt());
    try (InputStream rates = server.resolve(date + ".csv").toURL().openStream()) {
      ctx.write(output(), rates::transferTo);
    } catch (FileNotFoundException e) {
      // 404: there are no rates of that day, and there will be none in a minute.
      throw new PermanentFailure("The server has no rates of " + date, e);
    }
  }
}
