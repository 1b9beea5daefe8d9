package io.webgateway.agent.observe.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written survives {@code kill -9}, and nothing counts twice. */
class UsageKillIT {
  private static final long SEED = 20_261_126;
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  @Test
  void aKilledNodeLosesOnlyWhatItHadNotWritten() throws IOException, InterruptedException {
    Random chance = new Random(SEED);
    long written = 0;
    long counted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long[] told = runAndKill(20 + chance.nextInt(200));
      written += told[0];
      counted += told[1];
      long kept = kept();
      assertThat(kept).as("round %d of seed %d", round, SEED).isBetween(written, counted);
      // What was on disk when the process died counts, whether or not it could say so.
      written = kept;
      counted = kept;
    }
  }

  /** Answers what it said was written, and counted, before it died. */
  private long[] runAndKill(int afterLines) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx64m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    UsageWriter.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long[] told = new long[2];
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      int lines = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        told[line.startsWith("written ") ? 0 : 1] =
            Long.parseLong(line.substring(line.indexOf(' ') + 1));
        if (++lines == afterLines) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    assertThat(told[0]).isPositive();
    return told;
  }

  private long kept() throws IOException {
    LongAdder requests = new LongAdder();
    try (UsageBook book =
        UsageBook.open(folder, new UsageMeters(System::nanoTime), InstantSource.system())) {
      book.read(
          Instant.EPOCH,
          Instant.parse("2100-01-01T00:00:00Z"),
          row -> requests.add(row.totals().requests()));
    }
    return requests.sum();
  }
}
