package dev.stillson.server.worker;

import dev.stillson.core.text.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Looks for a text in the lines of a log, whatever the case of its letters. Goes through the bytes
 * once with the automaton of Knuth, Morris and Pratt, so that neither a long line nor a text that
 * lies over the end of a piece needs more memory. Sequences that colour the text ({@code ESC [ …})
 * are passed over: a word is found although its half is red.
 */
final class LogSearch {
  private static final int PIECE = 1 << 16;
  private static final int ESCAPE = 0x1b;

  /** A line with its match this near to its beginning is shown from its beginning, in bytes. */
  private static final int NEAR = 400;

  private static final int BEFORE = 150;

  /** Where the scan is in a sequence that colours. */
  private enum Sequence {
    NONE,
    BEGUN,
    GOES_ON
  }

  private final FileChannel log;
  private final int most;
  private final int[] wanted;
  private final int[] fallback;
  private final int wantedBytes;
  private final List<AttemptLogs.Line> found = new ArrayList<>();

  private long lineStart;
  private boolean lineFound;
  private int matched;
  private int point;
  private int missing;
  private Sequence sequence = Sequence.NONE;

  /**
   * @param log the log
   * @param text what its lines must contain, at least a character
   * @param most how many lines are found at most
   */
  LogSearch(FileChannel log, String text, int most) {
    this.log = log;
    this.most = most;
    this.wanted = text.codePoints().map(LogSearch::folded).toArray();
    this.wantedBytes = text.getBytes(StandardCharsets.UTF_8).length;
    this.fallback = fallback(wanted);
  }

  /** Searches from byte {@code from} on, which is taken for the beginning of a line. */
  AttemptLogs.Found run(long from) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    lineStart = from;
    long position = from;
    while (log.read(piece.clear(), position) > 0) {
      piece.flip();
      for (int i = 0; i < piece.limit(); i++) {
        if (takes(piece.get(i) & 0xff, position + i + 1)) {
          if (found.size() == most) {
            return new AttemptLogs.Found(found, OptionalLong.of(lineStart));
          }
          lineFound = true;
          found.add(line(position + i + 1));
        }
      }
      position += piece.limit();
    }
    return new AttemptLogs.Found(found, OptionalLong.empty());
  }

  /** Takes a byte that ends at {@code end}; true: with it a line contains the text. */
  private boolean takes(int unit, long end) {
    if (unit == '\n') {
      lineStart = end;
      lineFound = false;
      matched = 0;
      missing = 0;
      sequence = Sequence.NONE;
      return false;
    }
    if (lineFound || isColour(unit)) {
      return false;
    }
    if (unit < 0x80) {
      missing = 0;
      return matches(unit);
    }
    if (unit >= 0xc0) {
      missing = unit >= 0xf0 ? 3 : unit >= 0xe0 ? 2 : 1;
      point = unit & (0x3f >> missing);
      return false;
    }
    point = (point << 6) | (unit & 0x3f);
    missing--;
    return missing == 0 && matches(point);
  }

  private boolean isColour(int unit) {
    switch (sequence) {
      case NONE -> sequence = unit == ESCAPE ? Sequence.BEGUN : Sequence.NONE;
      case BEGUN -> sequence = unit == '[' ? Sequence.GOES_ON : Sequence.NONE;
      case GOES_ON -> {
        boolean last = unit < 0x20 || unit > 0x3f;
        sequence = last ? Sequence.NONE : Sequence.GOES_ON;
        return true;
      }
    }
    return sequence != Sequence.NONE;
  }

  private boolean matches(int codePoint) {
    int folded = folded(codePoint);
    while (matched > 0 && wanted[matched] != folded) {
      matched = fallback[matched];
    }
    if (wanted[matched] == folded) {
      matched++;
    }
    return matched == wanted.length;
  }

  /** The line in which a match ends at {@code matchEnd}. */
  private AttemptLogs.Line line(long matchEnd) throws IOException {
    boolean near = matchEnd - lineStart <= NEAR;
    long start = near ? lineStart : Math.max(lineStart, matchEnd - wantedBytes - BEFORE);
    ByteBuffer bytes = ByteBuffer.allocate(4 * AttemptLogs.LONGEST_LINE);
    int got = 0;
    while (bytes.hasRemaining() && got >= 0) {
      got = log.read(bytes, start + bytes.position());
    }
    bytes.flip();
    int skipped = start > lineStart ? AttemptLogs.restOfCharacter(bytes) : 0;
    int end = skipped;
    while (end < bytes.limit() && bytes.get(end) != '\n') {
      end++;
    }
    String text = new String(bytes.array(), skipped, end - skipped, StandardCharsets.UTF_8);
    String shown = Shown.first(text, AttemptLogs.LONGEST_LINE).stripTrailing();
    return new AttemptLogs.Line(start + skipped, shown);
  }

  private static int folded(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  /** How much of {@code wanted} is matched yet if the next of it does not follow. */
  private static int[] fallback(int[] wanted) {
    int[] fallback = new int[wanted.length];
    int length = 0;
    for (int i = 1; i < wanted.length; i++) {
      fallback[i] = length;
      while (length > 0 && wanted[i] != wanted[length]) {
        length = fallback[length];
      }
      if (wanted[i] == wanted[length]) {
        length++;
      }
    }
    return fallback;
  }
}
