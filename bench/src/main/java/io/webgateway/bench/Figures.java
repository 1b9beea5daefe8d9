package io.webgateway.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * Several measurements of one thing.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the least
 * @param max the greatest
 */
record Figures(double median, double min, double max) {

  static <T> Figures of(Collection<T> turns, ToDoubleFunction<T> figure) {
    double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      throw new BenchException("nothing was measured");
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Figures(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
  }

  static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
