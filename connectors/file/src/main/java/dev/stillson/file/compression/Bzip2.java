package dev.stillson.file.compression;

import dev.stillson.store.Compression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** bzip2, extension {@code bz2}, in the usual blocks of 900 kB. */
public final class Bzip2 implements Compression {

  /** For {@link java.util.ServiceLoader}. */
  public Bzip2() {}

  @Override
  public String extension() {
    return "bz2";
  }

  @Override
  public InputStream decompress(InputStream in) throws IOException {
    return new BZip2CompressorInputStream(new BufferedInputStream(in), true);
  }

  @Override
  public OutputStream compress(OutputStream out) throws IOException {
    return new BZip2CompressorOutputStream(out);
  }
}
