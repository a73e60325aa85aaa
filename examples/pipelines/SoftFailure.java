import dev.stillson.*;
import dev.stillson.tabular.Csv;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A dependency that is allowed to fail: the day's letter is sent with the partner's offers if their
 * feed can be read, and without them if it cannot.
 *
 * <pre>
 * stillson run SoftFailure.java Letter --date 2026-11-20
 * </pre>
 *
 * The feed of 2026-11-19 is good, that of 2026-11-20 is broken: its letter is written all the same,
 * and the run's summary names the line.
 */
record Letter(LocalDate date) implements Task<Blob> {
  record Needs(Poem poem, Requires.Soft<Offers> offers) implements Requires.Group {}

  public Needs requires() {
    return new Needs(new Poem(date), Requires.soft(new Offers(date)));
  }

  public Blob output() {
    return Blob.at("out/letters/%s.txt", date);
  }

  public void run(TaskContext ctx) throws IOException {
    Optional<Blob> offers = ctx.input(requires().offers());
    try (Stream<String> poem = ctx.readLines(requires().poem());
        Stream<String> rest =
            offers.isPresent()
                ? ctx.readLines(requires().offers().node())
                : Stream.of("There are no offers today.")) {
      ctx.writeLines(output(), Stream.concat(poem, Stream.concat(Stream.of(""), rest)));
    }
  }
}

/** The poem of the day. */
record Poem(LocalDate date) implements ExternalTask<Blob> {
  public Blob output() {
    return Blob.at("data/articles/%s.txt", date);
  }
}

/** The partner's offers as lines of text; fails if the feed is not what was agreed. */
record Offers(LocalDate date) implements Task<Blob> {
  record Offer(String article, int price) {}

  public Feed requires() {
    return new Feed(date);
  }

  public Blob output() {
    return Blob.at("out/offers/%s.txt", date);
  }

  public void run(TaskContext ctx) throws IOException {
    try (Stream<Offer> offers = Csv.of(Offer.class).read(ctx, requires())) {
      ctx.writeLines(output(), offers.map(offer -> offer.article() + " for " + offer.price()));
    }
  }
}

/** The partner's feed. */
record Feed(LocalDate date) implements ExternalTask<Blob> {
  public Blob output() {
    return Blob.at("data/feeds/%s.csv", date);
  }
}
