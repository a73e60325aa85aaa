package dev.stillson.protocol.worker;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream that stays open when its user closes it: it is the caller's. */
final class Unclosed extends FilterOutputStream {
  Unclosed(OutputStream stream) {
    super(stream);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  /** The same for input. */
  static final class Input extends FilterInputStream {
    Input(InputStream stream) {
      super(stream);
    }

    @Override
    public void close() {}
  }
}
