package dev.stillson.core.parameter;

import java.util.Arrays;

/**
 * The checksum MD5 (RFC 1321), which Luigi's task ids are made of. Guards nothing.
 *
 * <p>Not the platform's: loading the security providers takes longer than planning a small
 * pipeline, and providers may refuse MD5.
 */
final class Md5 {
  private static final int BLOCK = 64;

  private int a = 0x67452301;
  private int b = 0xefcdab89;
  private int c = 0x98badcfe;
  private int d = 0x10325476;

  private Md5() {}

  /** The first eight bytes of the checksum of the first {@code length} bytes, high byte first. */
  static long first8(byte[] bytes, int length) {
    Md5 md5 = new Md5();
    int[] words = new int[16];
    int at = 0;
    for (; at + BLOCK <= length; at += BLOCK) {
      for (int i = 0; i < 16; i++) {
        words[i] = word(bytes, at + 4 * i);
      }
      md5.block(words);
    }
    rest(bytes, at, length, words);
    if (length - at >= BLOCK - 8) {
      md5.block(words);
      Arrays.fill(words, 0);
    }
    words[14] = length << 3;
    words[15] = length >>> 29;
    md5.block(words);
    return ((long) Integer.reverseBytes(md5.a) << 32) | (Integer.reverseBytes(md5.b) & 0xffffffffL);
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 255)
        | (bytes[at + 1] & 255) << 8
        | (bytes[at + 2] & 255) << 16
        | bytes[at + 3] << 24;
  }

  /** The bytes after the last whole block, and the bit that ends them. */
  private static void rest(byte[] bytes, int from, int to, int[] words) {
    Arrays.fill(words, 0);
    int at = from;
    for (; at + 4 <= to; at += 4) {
      words[(at - from) >> 2] = word(bytes, at);
    }
    int last = 0x80 << (8 * (to - at));
    for (int i = at; i < to; i++) {
      last |= (bytes[i] & 255) << (8 * (i - at));
    }
    words[(at - from) >> 2] = last;
  }

  /** Four rounds of sixteen steps; the state goes through local variables only. */
  private void block(int[] words) {
    int w = a;
    int x = b;
    int y = c;
    int z = d;
    for (int i = 0; i < 16; i += 4) {
      w = x + Integer.rotateLeft(w + (z ^ (x & (y ^ z))) + words[i] + SINE[i], 7);
      z = w + Integer.rotateLeft(z + (y ^ (w & (x ^ y))) + words[i + 1] + SINE[i + 1], 12);
      y = z + Integer.rotateLeft(y + (x ^ (z & (w ^ x))) + words[i + 2] + SINE[i + 2], 17);
      x = y + Integer.rotateLeft(x + (w ^ (y & (z ^ w))) + words[i + 3] + SINE[i + 3], 22);
    }
    for (int i = 16; i < 32; i += 4) {
      int k = 5 * i + 1;
      w = x + Integer.rotateLeft(w + (y ^ (z & (x ^ y))) + words[k & 15] + SINE[i], 5);
      z = w + Integer.rotateLeft(z + (x ^ (y & (w ^ x))) + words[(k + 5) & 15] + SINE[i + 1], 9);
      y = z + Integer.rotateLeft(y + (w ^ (x & (z ^ w))) + words[(k + 10) & 15] + SINE[i + 2], 14);
      x = y + Integer.rotateLeft(x + (z ^ (w & (y ^ z))) + words[(k + 15) & 15] + SINE[i + 3], 20);
    }
    for (int i = 32; i < 48; i += 4) {
      int k = 3 * i + 5;
      w = x + Integer.rotateLeft(w + (x ^ y ^ z) + words[k & 15] + SINE[i], 4);
      z = w + Integer.rotateLeft(z + (w ^ x ^ y) + words[(k + 3) & 15] + SINE[i + 1], 11);
      y = z + Integer.rotateLeft(y + (z ^ w ^ x) + words[(k + 6) & 15] + SINE[i + 2], 16);
      x = y + Integer.rotateLeft(x + (y ^ z ^ w) + words[(k + 9) & 15] + SINE[i + 3], 23);
    }
    for (int i = 48; i < 64; i += 4) {
      int k = 7 * i;
      w = x + Integer.rotateLeft(w + (y ^ (x | ~z)) + words[k & 15] + SINE[i], 6);
      z = w + Integer.rotateLeft(z + (x ^ (w | ~y)) + words[(k + 7) & 15] + SINE[i + 1], 10);
      y = z + Integer.rotateLeft(y + (w ^ (z | ~x)) + words[(k + 14) & 15] + SINE[i + 2], 15);
      x = y + Integer.rotateLeft(x + (z ^ (y | ~w)) + words[(k + 21) & 15] + SINE[i + 3], 21);
    }
    a += w;
    b += x;
    c += y;
    d += z;
  }

  private static final int[] SINE = new int[64];

  static {
    for (int i = 0; i < 64; i++) {
      SINE[i] = (int) (long) (Math.abs(StrictMath.sin(i + 1)) * 0x1p32);
    }
  }
}
