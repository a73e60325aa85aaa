package dev.stillson.store;

import dev.stillson.Marker;
import java.io.IOException;

/** A store of markers. */
public interface MarkerStore extends Store<Marker> {

  /** Records {@code marker}; a second time changes nothing. On stable storage when this returns. */
  void mark(Marker marker) throws IOException;
}
