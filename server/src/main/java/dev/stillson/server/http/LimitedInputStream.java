package dev.stillson.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body of which only so much is read. */
final class LimitedInputStream extends FilterInputStream {
  private long left;

  LimitedInputStream(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  /** There is more than allowed. */
  static final class TooLongException extends IOException {
    TooLongException() {
      super("The body is longer than allowed");
    }
  }

  /** The rest did not come. */
  static final class BrokenOffException extends IOException {
    BrokenOffException(Exception cause) {
      super("The body broke off", cause);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read;
    try {
      read = super.read(bytes, offset, length);
    } catch (IOException | RuntimeException e) {
      // The web server tells of a connection that broke off in several ways.
      throw new BrokenOffException(e);
    }
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) throws TooLongException {
    left -= read;
    if (left < 0) {
      throw new TooLongException();
    }
  }
}
