package dev.stillson.file.compression;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.store.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompressionTest {

  static List<Compression> all() {
    return ServiceLoader.load(Compression.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(compression -> compression.getClass().getPackage() == Gzip.class.getPackage())
        .toList();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) ((i * i) >>> 7);
    }
    return bytes;
  }

  private static byte[] compressed(Compression compression, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream stream = compression.compress(out)) {
      stream.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] read(Compression compression, InputStream in) throws IOException {
    try (InputStream stream = compression.decompress(in)) {
      return stream.readAllBytes();
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void allAreFoundByTheirExtension() {
    assertThat(all()).extracting(Compression::extension).containsExactly("gz", "zst", "bz2");
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsCompressedIsReadBack(Compression compression) throws IOException {
    for (int count : new int[] {0, 1, 1000, 400_000}) {
      byte[] compressed = compressed(compression, bytes(count));

      assertThat(read(compression, new ByteArrayInputStream(compressed))).isEqualTo(bytes(count));
    }
    assertThat(compressed(compression, bytes(400_000)).length).isLessThan(200_000);
  }

  @ParameterizedTest
  @MethodSource("all")
  void membersOneAfterAnotherAreReadAsOne(Compression compression) throws IOException {
    byte[] one = compressed(compression, bytes(1000));
    byte[] two = compressed(compression, bytes(70_000));

    byte[] read =
        read(
            compression,
            new SequenceInputStream(new ByteArrayInputStream(one), new ByteArrayInputStream(two)));

    assertThat(read).isEqualTo(joined(bytes(1000), bytes(70_000)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aCutIsAnErrorWhereverItIs(Compression compression) throws IOException {
    byte[] one = compressed(compression, bytes(1000));
    byte[] both = joined(one, compressed(compression, bytes(500)));
    IntStream.of(
            1, 5, one.length / 2, one.length - 1, one.length + 1, one.length + 5, both.length - 1)
        .forEach(length ->
            assertThatThrownBy(
                    () -> read(compression, new ByteArrayInputStream(Arrays.copyOf(both, length))))
                .as("cut at %d of %d and %d", length, one.length, both.length)
                .isInstanceOf(IOException.class));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aFailureOfTheSourceIsNeverTakenForItsEnd(Compression compression) throws IOException {
    byte[] one = compressed(compression, bytes(1000));
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection lost");
          }

          @Override
          public int read(byte[] bytes, int offset, int count) throws IOException {
            throw new IOException("connection lost");
          }
        };

    assertThatThrownBy(() ->
            read(compression, new SequenceInputStream(new ByteArrayInputStream(one), failing)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("connection lost");
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsNotCompressedIsAnError(Compression compression) {
    assertThatThrownBy(() ->
            read(compression, new ByteArrayInputStream("plain text, long".getBytes(US_ASCII))))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @MethodSource("all")
  void closingClosesWhatIsBelow(Compression compression) throws IOException {
    AtomicInteger closed = new AtomicInteger();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    compression.compress(out).close();
    InputStream in =
        new ByteArrayInputStream(out.toByteArray()) {
          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    compression.decompress(in).close();

    assertThat(closed).hasValueGreaterThanOrEqualTo(2);
  }
}
