package dev.stillson.bench;

/**
 * The one graph of all measurements: 100 layers of {@code width} vertices; each vertex but those of
 * the first layer depends on the vertex of its column and on up to two pseudo-random ones in the
 * layer above, so that the last layer reaches all.
 */
final class Layers {
  static final int COUNT = 100;

  private Layers() {}

  /**
   * The vertices that vertex {@code index} depends on; one to three, or none in the first layer.
   */
  static int[] above(int index, int width) {
    int layer = index / width;
    if (layer == 0) {
      return new int[0];
    }
    int[] above = new int[3];
    int count = 0;
    above[count++] = index - width;
    for (int k = 0; k < 2; k++) {
      int hash = (int) ((index * 3L + k + 1) * 2654435761L);
      hash ^= hash >>> 15;
      hash *= (int) 2246822519L;
      hash ^= hash >>> 13;
      int candidate = (layer - 1) * width + Integer.remainderUnsigned(hash, width);
      if (candidate != above[0] && !(count == 2 && candidate == above[1])) {
        above[count++] = candidate;
      }
    }
    return java.util.Arrays.copyOf(above, count);
  }
}
