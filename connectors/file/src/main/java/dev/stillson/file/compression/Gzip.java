package dev.stillson.file.compression;

import dev.stillson.store.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** gzip, extension {@code gz}, at the usual level 6. */
public final class Gzip implements Compression {
  private static final int BUFFER = 8 * 1024;

  /** For {@link java.util.ServiceLoader}. */
  public Gzip() {}

  @Override
  public String extension() {
    return "gz";
  }

  @Override
  public InputStream decompress(InputStream in) throws IOException {
    // The JDK's stream takes a failure or a cut in a later member's header for the end of the file.
    return GzipCompressorInputStream.builder()
        .setInputStream(in)
        .setDecompressConcatenated(true)
        .get();
  }

  @Override
  public OutputStream compress(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, BUFFER);
  }
}
