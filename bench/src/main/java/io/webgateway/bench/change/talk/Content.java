package io.webgateway.bench.change.talk;

/**
 * Bytes that follow from a number, so that whoever gets them can tell at each position whether they
 * are the right ones: of the right answer, at the right place. Nothing that compresses. Stateless.
 */
public final class Content {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Content() {}

  /** The byte of a content at a position. */
  public static byte at(long seed, long position) {
    return (byte) (word(seed, position >>> 3) >>> ((position & 7) << 3));
  }

  /** Writes the bytes from a position on to the front of an array. */
  public static void fill(long seed, long position, byte[] into, int length) {
    for (int i = 0; i < length; i++) {
      into[i] = at(seed, position + i);
    }
  }

  /** Whether the front of an array is what stands at that position. */
  public static boolean matches(long seed, long position, byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != at(seed, position + i)) {
        return false;
      }
    }
    return true;
  }

  // The finalizer of SplitMix64 (Steele, Lea, Flood 2014) over a counter.
  private static long word(long seed, long index) {
    long z = seed * GOLDEN + (index + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
