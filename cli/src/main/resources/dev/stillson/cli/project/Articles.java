package pipeline;

import dev.stillson.Blob;
import dev.stillson.ExternalTask;
import java.time.LocalDate;

/** One day of articles, which somebody else puts there. */
record Articles(LocalDate date) implements ExternalTask<Blob> {
  @Override
  public Blob output() {
    return Blob.at("data/articles/%s.txt", date);
  }
}
