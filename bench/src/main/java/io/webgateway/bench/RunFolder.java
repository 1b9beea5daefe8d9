package io.webgateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder of one run, and of nobody else; gone with all that is in it when it is closed.
 *
 * @param path where it is
 */
public record RunFolder(Path path) implements AutoCloseable {
  /** An empty one. */
  public static RunFolder create() throws IOException {
    return new RunFolder(Files.createTempDirectory("webgw-bench"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
