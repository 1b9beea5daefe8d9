package io.webgateway.bench.change.side;

import io.webgateway.bench.BenchException;
import io.webgateway.bench.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a side lives.
 *
 * @param folder of its own, for this run; holds {@code site.pem} and {@code site.key}
 * @param home the checkout
 * @param programs that were started, and end with the run
 */
public record Place(Path folder, Path home, Programs programs) {
  /** The host that visitors name. */
  public static final String HOST = "bench.gw.localhost";

  /** Fills in a file under {@code bench/peers}; answers where the result lies. */
  Path settings(String file, Map<String, String> values) throws IOException {
    String text = Files.readString(home.resolve("bench/peers").resolve(file));
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    Path filled = folder.resolve(String.valueOf(Path.of(file).getFileName()));
    Files.writeString(filled, text.replace("@FOLDER@", folder.toString()));
    return filled;
  }

  /** Runs a command to its good end; answers what it said. */
  static String command(Map<String, String> environment, List<String> words)
      throws IOException, InterruptedException {
    Programs.Ended ended = Programs.run(environment, words);
    if (ended.exitCode() != 0) {
      throw new BenchException(String.join(" ", words) + "\n" + ended.output());
    }
    return ended.output();
  }
}
