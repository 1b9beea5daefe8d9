package io.webgateway.architecture.canary.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A rule that depends on a file. */
public final class ReadsFiles {
  private ReadsFiles() {}

  static String rule(Path file) throws IOException {
    return Files.readString(file);
  }
}
