package dev.stillson.core.parameter;

/**
 * The checksum MD5 (RFC 1321), which Luigi's task ids are made of. Guards nothing.
 *
 * <p>Not the platform's: loading the security providers takes longer than planning a small
 * pipeline, and providers may refuse MD5.
 */
final class Md5 {
  private Md5() {}

  /** The first eight bytes of the checksum of the first {@code length} bytes, high byte first. */
  static long first8(byte[] bytes, int length) {
    int a = 0x67452301;
    int b = 0xefcdab89;
    int c = 0x98badcfe;
    int d = 0x10325476;
    byte[] input = bytes;
    int blocks = length / 64;
    int total = (length + 8) / 64 + 1;
    int offset = 0;
    for (int block = 0; block < total; block++) {
      if (block == blocks) {
        input = tail(bytes, blocks * 64, length, (total - blocks) * 64);
        offset = 0;
      }
      int a0 = a;
      int b0 = b;
      int c0 = c;
      int d0 = d;
      for (int i = 0; i < 64; i++) {
        int mix;
        int word;
        if (i < 16) {
          mix = d ^ (b & (c ^ d));
          word = i;
        } else if (i < 32) {
          mix = c ^ (d & (b ^ c));
          word = 5 * i + 1;
        } else if (i < 48) {
          mix = b ^ c ^ d;
          word = 3 * i + 5;
        } else {
          mix = c ^ (b | ~d);
          word = 7 * i;
        }
        int sum = a + mix + SINE[i] + word(input, offset + (word & 15) * 4);
        a = d;
        d = c;
        c = b;
        b += Integer.rotateLeft(sum, SHIFT[(i >> 4) * 4 + (i & 3)]);
      }
      a += a0;
      b += b0;
      c += c0;
      d += d0;
      offset += 64;
    }
    return ((long) Integer.reverseBytes(a) << 32) | (Integer.reverseBytes(b) & 0xffffffffL);
  }

  private static byte[] tail(byte[] bytes, int from, int length, int size) {
    byte[] tail = new byte[size];
    System.arraycopy(bytes, from, tail, 0, length - from);
    tail[length - from] = (byte) 0x80;
    long bits = 8L * length;
    for (int i = 0; i < 8; i++) {
      tail[size - 8 + i] = (byte) (bits >>> (8 * i));
    }
    return tail;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 255)
        | (bytes[at + 1] & 255) << 8
        | (bytes[at + 2] & 255) << 16
        | (bytes[at + 3] & 255) << 24;
  }

  private static final byte[] SHIFT = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};

  private static final int[] SINE = new int[64];

  static {
    for (int i = 0; i < 64; i++) {
      SINE[i] = (int) (long) (Math.abs(StrictMath.sin(i + 1)) * 0x1p32);
    }
  }
}
