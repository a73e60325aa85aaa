package dev.stillson.tabular;

import dev.stillson.PermanentFailure;

/** A row does not fit the record it is read as. Reading it again changes nothing. */
public final class BadRow extends PermanentFailure {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String position;

  BadRow(Place place, String problem) {
    super(place.source() + ", " + place.position() + ": " + problem);
    source = place.source();
    position = place.position();
  }

  BadRow(Place place, String problem, Throwable cause) {
    super(place.source() + ", " + place.position() + ": " + problem, cause);
    source = place.source();
    position = place.position();
  }

  /** What was read: a file or a query. */
  public String source() {
    return source;
  }

  /** Where in it: {@code line 7} or {@code row 7}, counted from 1. */
  public String position() {
    return position;
  }
}
