package io.webgateway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that the benchmark runs; ends those that it started, by process id, and no others. */
public final class Programs implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;
  private static final int LONGEST_RUN_SECONDS = 600;
  private static final int PINNING_WORDS = 3;

  private final Deque<Started> running = new ArrayDeque<>();

  /**
   * What was started.
   *
   * @param process it
   * @param builder what it was started by, which can do so again
   * @param pinned whether its first words hold it to one core
   */
  private record Started(Process process, ProcessBuilder builder, boolean pinned) {}

  /** None yet; what is started is ended with this program at the latest. */
  public Programs() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-programs"));
  }

  /** Starts a program that was started before. */
  @FunctionalInterface
  interface Again {
    Process start() throws IOException;
  }

  /**
   * What a program that ended said.
   *
   * @param exitCode its exit code
   * @param output standard output and standard error
   */
  public record Ended(int exitCode, String output) {}

  /** Starts a program held to one core; its output goes to a file. */
  Process start(int core, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    pinned.addAll(command);
    return start(builder(pinned, environment, log), true);
  }

  /** Starts a program; its output goes to a file. */
  public Process start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    return start(builder(command, environment, log), false);
  }

  private static ProcessBuilder builder(
      List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  private Process start(ProcessBuilder builder, boolean pinned) throws IOException {
    Process process = builder.start();
    synchronized (running) {
      running.push(new Started(process, builder, pinned));
    }
    return process;
  }

  /**
   * Kills a program that was started here, and all that it started, without a word; answers how it
   * is started once more, then on any core.
   */
  Again kill(long pid) throws InterruptedException {
    Started killed;
    synchronized (running) {
      killed =
          running.stream()
              .filter(each -> each.process().pid() == pid)
              .findFirst()
              .orElseThrow(() -> new BenchException("process " + pid + " was not started here"));
      running.remove(killed);
    }
    List<ProcessHandle> children = killed.process().descendants().toList();
    killed.process().destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().join();
    }
    List<String> words = killed.builder().command();
    ProcessBuilder again =
        killed.pinned()
            ? killed.builder().command(List.copyOf(words.subList(PINNING_WORDS, words.size())))
            : killed.builder();
    return () -> start(again, false);
  }

  /** Runs a program to its end. */
  public static Ended run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return run(environment, command, LONGEST_RUN_SECONDS)
        .orElseThrow(() -> new BenchException(command.getFirst() + " did not end"));
  }

  /** Runs a program to its end, or ends it after so many seconds and answers nothing. */
  static Optional<Ended> run(
      Map<String, String> environment, List<String> command, int limitSeconds)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("webgw-bench", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        end(process);
        return Optional.empty();
      }
      return Optional.of(
          new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8)));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** Whether there is such a command on the path. */
  public static boolean has(String command) {
    return find(command).isPresent();
  }

  /** Where a command of the path is. */
  public static Optional<Path> find(String command) {
    String path = System.getenv("PATH");
    return Stream.of(((path == null ? "" : path) + ":/usr/sbin").split(":", -1))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    synchronized (running) {
      while (!running.isEmpty()) {
        end(running.pop().process());
      }
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
