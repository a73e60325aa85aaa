import dev.stillson.*;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How often each word occurs, in each day's article and in all of them.
 *
 * <pre>
 * stillson run WordCount.java WordCount --date 2026-11-21
 * stillson run WordCount.java WordTotals --days 2026-11-19-2026-11-22
 * </pre>
 */
record WordCount(LocalDate date) implements Task<Blob> {
  private static final Pattern GAP = Pattern.compile("\\W+");

  public Article requires() {
    return new Article(date);
  }

  public Blob output() {
    return Blob.at("out/words/%s.tsv", date);
  }

  public void run(TaskContext ctx) throws IOException {
    var counts = new TreeMap<String, Long>();
    try (Stream<String> lines = ctx.readLines(requires())) {
      lines
          .flatMap(GAP::splitAsStream)
          .filter(word -> !word.isEmpty())
          .forEach(word -> counts.merge(word.toLowerCase(Locale.ROOT), 1L, Long::sum));
    }
    ctx.writeLines(output(), lines(counts));
  }

  static Stream<String> lines(Map<String, Long> counts) {
    return counts.entrySet().stream().map(count -> count.getKey() + "\t" + count.getValue());
  }
}

/** The article of one day, put there by someone else: while it is missing, what needs it waits. */
record Article(LocalDate date) implements ExternalTask<Blob> {
  public Blob output() {
    return Blob.at("data/articles/%s.txt", date);
  }
}

/** The counts of several days added up. */
record WordTotals(DateInterval days) implements Task<Blob> {
  public Requires.All<WordCount> requires() {
    return Requires.all(days.dates().map(WordCount::new));
  }

  public Blob output() {
    return Blob.at("out/words/total-%s.tsv", days);
  }

  public void run(TaskContext ctx) throws IOException {
    var totals = new TreeMap<String, Long>();
    for (WordCount day : requires()) {
      try (Stream<String> lines = ctx.readLines(day)) {
        lines
            .map(line -> line.split("\t"))
            .forEach(word -> totals.merge(word[0], Long.valueOf(word[1]), Long::sum));
      }
    }
    ctx.writeLines(output(), WordCount.lines(totals));
  }
}
