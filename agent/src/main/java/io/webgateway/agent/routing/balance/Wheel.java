package io.webgateway.agent.routing.balance;

/**
 * Shares by weight. As many slots as all weights together, each belonging to one of the sharers.
 * Turns go around in steps of about the golden section: one round gives everybody exactly its
 * weight, and within a round the turns of one are spread. A turn is only a number, so event loops
 * that draw numbers from one counter share one schedule. Immutable.
 */
final class Wheel {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int NEARBY = 16;

  private final int[] weights;
  private final long[] ends;
  private final long slots;
  private final long step;
  private final boolean equal;

  /** Weights of 1 or more. */
  Wheel(int[] weights) {
    int divisor = 0;
    for (int weight : weights) {
      divisor = gcd(divisor, weight);
    }
    this.weights = new int[weights.length];
    this.ends = new long[weights.length];
    long sum = 0;
    for (int i = 0; i < weights.length; i++) {
      this.weights[i] = weights[i] / divisor;
      sum += this.weights[i];
      ends[i] = sum;
    }
    this.slots = sum;
    this.equal = sum == weights.length;
    this.step = equal ? 1 : step(sum);
  }

  /**
   * A step with no divisor in common with the number of slots, so that a round meets each slot
   * once. Of those near the golden section the one is taken whose continued fraction with the slots
   * has the smallest largest quotient: that is what keeps turns evenly spread.
   */
  private static long step(long slots) {
    long golden = Math.round(slots * GOLDEN);
    long best = 1;
    long bestQuotient = Long.MAX_VALUE;
    for (long step = Math.max(1, golden - NEARBY); step <= golden + NEARBY; step++) {
      long quotient = largestQuotient(slots, step);
      if (quotient < bestQuotient) {
        best = step;
        bestQuotient = quotient;
      }
    }
    return best;
  }

  private static long largestQuotient(long slots, long step) {
    long largest = 0;
    long a = slots;
    long b = step;
    while (b != 0) {
      largest = Math.max(largest, a / b);
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a == 1 ? largest : Long.MAX_VALUE;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** How many share. */
  int size() {
    return weights.length;
  }

  /** What one has of all, in slots. */
  int weight(int sharer) {
    return weights[sharer];
  }

  boolean isEqual() {
    return equal;
  }

  /** Whose turn it is. */
  int at(long turn) {
    return owner((Math.floorMod(turn, slots) * step) % slots);
  }

  /**
   * One by lot.
   *
   * @param bits 32 random ones, the upper half zero
   */
  int drawn(long bits) {
    return owner((bits * slots) >>> 32);
  }

  /** Another one than this by lot; there must be two at least. */
  int drawnBut(int sharer, long bits) {
    long slot = (bits * (slots - weights[sharer])) >>> 32;
    return owner(slot < ends[sharer] - weights[sharer] ? slot : slot + weights[sharer]);
  }

  private int owner(long slot) {
    if (equal) {
      return (int) slot;
    }
    int low = 0;
    int high = ends.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slot < ends[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
