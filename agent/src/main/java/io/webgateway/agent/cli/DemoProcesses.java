package io.webgateway.agent.cli;

import io.webgateway.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The processes that the demo started, and no others: each is known by its process id together with
 * its time of start, so that a number that the system has given to somebody else is left alone. An
 * agent that took the place of the one that was started is known by its configuration file.
 */
final class DemoProcesses {
  static final String AGENT = "agent";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final DemoLayout layout;

  DemoProcesses(DemoLayout layout) {
    this.layout = layout;
  }

  /**
   * One process.
   *
   * @param name what it is
   * @param pid its process id
   * @param startedAt its start, as the system tells it
   */
  record Started(String name, long pid, Instant startedAt) {
    Optional<ProcessHandle> alive() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(p -> p.info().startInstant().equals(Optional.of(startedAt)));
    }
  }

  /** The file's form. */
  record Book(List<Started> processes) {
    Book {
      processes = List.copyOf(processes);
    }
  }

  /** What was started and still runs, and agents that followed one. */
  List<Started> running() {
    List<Started> running =
        new ArrayList<>(read().processes().stream().filter(p -> p.alive().isPresent()).toList());
    upgraded()
        .filter(agent -> running.stream().noneMatch(known -> known.pid() == agent.pid()))
        .forEach(running::add);
    return running;
  }

  private Stream<Started> upgraded() {
    List<String> ending = List.of("agent", "run", "--config", layout.agentConfig().toString());
    return ProcessHandle.allProcesses()
        .filter(process -> endsWith(process.info().arguments(), ending))
        .map(
            process ->
                new Started(
                    AGENT, process.pid(), process.info().startInstant().orElse(Instant.EPOCH)));
  }

  private static boolean endsWith(Optional<String[]> arguments, List<String> ending) {
    List<String> all = arguments.map(List::of).orElse(List.of());
    return all.size() >= ending.size()
        && all.subList(all.size() - ending.size(), all.size()).equals(ending);
  }

  /** Whether one of this name runs. */
  boolean isRunning(String name) {
    return running().stream().anyMatch(p -> p.name().equals(name));
  }

  /** Starts a program in the background; its output goes to a log file. */
  void start(String name, List<String> command) throws IOException {
    Path log = layout.log(name);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Instant startedAt = process.info().startInstant().orElse(Instant.EPOCH);
    List<Started> book = new ArrayList<>(running());
    book.add(new Started(name, process.pid(), startedAt));
    write(new Book(book));
  }

  /** Ends everything that was started, gently first; answers what was ended. */
  List<String> stop() throws IOException {
    List<String> ended = new ArrayList<>();
    for (Started started : running().reversed()) {
      started.alive().ifPresent(DemoProcesses::end);
      ended.add(started.name() + " (" + started.pid() + ")");
    }
    Files.deleteIfExists(layout.processes());
    return ended;
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Book read() {
    try {
      return Files.exists(layout.processes())
          ? Json.read(Files.readString(layout.processes()), Book.class)
          : new Book(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Book book) throws IOException {
    Files.writeString(layout.processes(), Json.writePretty(book));
  }
}
