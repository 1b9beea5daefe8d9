package io.webgateway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * h2load's log of requests: start, status and microseconds until the answer's end, tabs between.
 */
final class LatencyLog {
  private final int[] sortedMicros;

  private LatencyLog(int[] sortedMicros) {
    this.sortedMicros = sortedMicros;
  }

  static LatencyLog read(Path file) throws IOException {
    int[] micros = new int[1 << 16];
    int count = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (count == micros.length) {
          micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = Integer.parseInt(line.substring(line.lastIndexOf('\t') + 1));
      }
    }
    int[] sorted = Arrays.copyOf(micros, count);
    Arrays.sort(sorted);
    return new LatencyLog(sorted);
  }

  /** So many of a hundred answers came within; 0 when there was none. */
  double percentileMicros(int percent) {
    if (sortedMicros.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(sortedMicros.length * percent / 100.0);
    return sortedMicros[Math.max(0, rank - 1)];
  }
}
