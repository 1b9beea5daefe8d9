package io.webgateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the agent's jar is, with everything it needs in {@code lib/} beside it. */
final class AgentJar {
  private AgentJar() {}

  /**
   * The jar of the last build: in the folder that the system property {@code webgw.agent.folder}
   * names, else in {@code agent/target} of this checkout. Empty when the agent was not built.
   */
  static Optional<Path> find() {
    String named = System.getProperty("webgw.agent.folder", "");
    return named.isEmpty() ? checkout().flatMap(AgentJar::in) : in(Path.of(named));
  }

  private static Optional<Path> checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      if (Files.exists(folder.resolve("agent/pom.xml"))) {
        return Optional.of(folder.resolve("agent/target"));
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  private static Optional<Path> in(Path folder) {
    if (!Files.isDirectory(folder.resolve("lib"))) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("agent-[0-9].*\\.jar"))
          .filter(file -> !file.toString().matches(".*-(sources|javadoc|tests)\\.jar"))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
