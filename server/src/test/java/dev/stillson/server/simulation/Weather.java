package dev.stillson.server.simulation;

/**
 * How much goes wrong: each number is "once in so many", 0 is never.
 *
 * @param lost requests and answers that never arrive
 * @param doubled requests that arrive twice
 * @param again requests with which an old report of their worker arrives once more
 * @param slow requests and answers that are held up for minutes
 * @param killed turns and commits at which the server dies
 * @param failing commits that fail
 * @param stalls turns and commits that take long
 */
record Weather(int lost, int doubled, int again, int slow, int killed, int failing, int stalls) {
  /** Nothing goes wrong. */
  static final Weather CALM = new Weather(0, 0, 0, 0, 0, 0, 0);

  /** Some mixture. */
  static Weather of(Chance chance) {
    return new Weather(
        rate(chance, 15),
        rate(chance, 20),
        rate(chance, 4),
        rate(chance, 60),
        rate(chance, 300),
        rate(chance, 100),
        rate(chance, 50));
  }

  private static int rate(Chance chance, int often) {
    return chance.once(4) ? 0 : (int) chance.spread(often, often * 20L);
  }
}
