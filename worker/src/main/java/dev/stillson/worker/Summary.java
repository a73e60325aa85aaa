package dev.stillson.worker;

/** What a run came to, for people. */
final class Summary {
  private final Outcomes outcomes;

  Summary(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  String text() {
    return outcomes.status() + " " + outcomes.counts();
  }
}
