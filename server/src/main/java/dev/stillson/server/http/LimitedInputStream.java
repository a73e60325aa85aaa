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

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
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
