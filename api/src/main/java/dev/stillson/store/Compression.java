package dev.stillson.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A compression chosen by a blob's extension; found with {@link java.util.ServiceLoader}. */
public interface Compression {

  /** The extension without its dot, in lower case: {@code gz}. */
  String extension();

  /**
   * Decompresses {@code in}; several members one after another are read as one. Closing it closes
   * {@code in}.
   */
  InputStream decompress(InputStream in) throws IOException;

  /** Compresses to {@code out}. Closing it closes {@code out}. */
  OutputStream compress(OutputStream out) throws IOException;
}
