package dev.stillson.file.compression;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.stillson.store.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Zstandard, extension {@code zst}, at its usual level 3 and with a checksum. */
public final class Zstd implements Compression {

  /** For {@link java.util.ServiceLoader}. */
  public Zstd() {}

  @Override
  public String extension() {
    return "zst";
  }

  @Override
  public InputStream decompress(InputStream in) throws IOException {
    return new ZstdInputStream(in);
  }

  @Override
  public OutputStream compress(OutputStream out) throws IOException {
    return new ZstdOutputStream(out).setChecksum(true);
  }
}
