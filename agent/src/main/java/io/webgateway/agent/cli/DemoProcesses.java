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

/**
 * The processes that the demo started, and no others: each is known by its process id together with
 * its time of start, so that a number that the system has given to somebody else is left alone.
 */
final class DemoProcesses {
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

  /** What was started and still runs. */
  List<Started> running() {
    return read().processes().stream().filter(p -> p.alive().isPresent()).toList();
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
