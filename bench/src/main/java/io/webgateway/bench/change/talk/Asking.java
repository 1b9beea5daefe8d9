package io.webgateway.bench.change.talk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked for by a path: so many bytes of a content, at most so fast.
 *
 * @param seed which content
 * @param bytes of the answer's body
 * @param bytesPerSecond at which the backend sends it; 0 for as fast as it goes
 */
public record Asking(long seed, long bytes, long bytesPerSecond) {
  private static final Pattern PATH = Pattern.compile("/content/(\\d+)/(\\d+)/(\\d+)");

  /** As a path. */
  public String path() {
    return "/content/" + seed + "/" + bytes + "/" + bytesPerSecond;
  }

  /** Reads a path. */
  public static Optional<Asking> of(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(
            new Asking(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }
}
