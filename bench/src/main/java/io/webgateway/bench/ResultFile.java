package io.webgateway.bench;

import io.webgateway.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run's result is written, as JSON. */
public final class ResultFile {
  private ResultFile() {}

  /**
   * Writes it, and says where.
   *
   * @param home the checkout
   * @param quick a quick run proves nothing, so it does not lie among the results
   * @param name the benchmark's
   * @param time when it began, in UTC, such as {@code 2026-11-27T05:20:05Z}
   */
  public static void write(Path home, boolean quick, String name, String time, Object result)
      throws IOException {
    Path results = Files.createDirectories(home.resolve(quick ? ".webgw/bench" : "bench/results"));
    String stamp = time.replaceAll("[-:Z]", "").replace('T', '-');
    Path file = results.resolve(name + "-" + stamp + ".json");
    Files.writeString(file, Json.writePretty(result) + "\n");
    System.out.println("  written to " + home.relativize(file));
  }
}
