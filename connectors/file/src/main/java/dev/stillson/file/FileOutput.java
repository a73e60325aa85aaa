package dev.stillson.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bytes of a file that nobody sees yet, hence no need to flush before the end. The buffer grows
 * with the content: most outputs are small.
 */
final class FileOutput extends OutputStream {
  private static final int SMALLEST = 512;
  private static final int LARGEST = 64 * 1024;

  private final Subject subject;
  private final Path target;
  private final FileChannel channel;
  private byte[] buffer = new byte[SMALLEST];
  private int length;
  private boolean closed;

  /**
   * @param subject what errors call it
   * @param target where it will be published, for errors
   * @param channel the temporary file; stays open
   */
  FileOutput(Subject subject, Path target, FileChannel channel) {
    this.subject = subject;
    this.target = target;
    this.channel = channel;
  }

  /** Whether the writer has ended. */
  boolean isClosed() {
    return closed;
  }

  @Override
  public void write(int b) throws IOException {
    ensureOpen();
    if (length == buffer.length) {
      makeRoom(1);
    }
    buffer[length++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    ensureOpen();
    if (count > buffer.length - length) {
      makeRoom(count);
      if (count > buffer.length) {
        drain(bytes, offset, count);
        return;
      }
    }
    System.arraycopy(bytes, offset, buffer, length, count);
    length += count;
  }

  /** Does nothing: the bytes are seen when the file is published, and not before. */
  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    if (!closed) {
      drain(buffer, 0, length);
      length = 0;
      closed = true;
    }
  }

  /** Makes room for {@code count} bytes, or empties the buffer. */
  private void makeRoom(int count) throws IOException {
    if (buffer.length < LARGEST && length + count <= LARGEST) {
      buffer =
          Arrays.copyOf(buffer, Math.min(LARGEST, Math.max(length + count, 4 * buffer.length)));
      return;
    }
    drain(buffer, 0, length);
    length = 0;
  }

  /** In pieces, because the system keeps a buffer as large as the largest for each thread. */
  private void drain(byte[] bytes, int offset, int count) throws IOException {
    for (int from = offset, end = offset + count; from < end; ) {
      int to = Math.min(end, from + LARGEST);
      ByteBuffer piece = ByteBuffer.wrap(bytes, from, to - from);
      try {
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
      } catch (IOException e) {
        throw Drafts.failure(subject, target, e);
      }
      from = to;
    }
  }

  private void ensureOpen() throws IOException {
    if (closed) {
      throw new IOException("The stream is closed");
    }
  }
}
