package io.webgateway.bench.change.side;

import io.webgateway.bench.BenchException;
import io.webgateway.bench.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** What goes wrong with a new process: the one place that knows how one is made to fail. */
enum VainUpgrade {
  /** The configuration cannot be read, so it ends at once. */
  BAD_CONFIGURATION,

  /** It is killed as soon as it is there. */
  KILLED_AT_START,

  /** It is killed after the old process has closed ledger and API for it. */
  KILLED_WITH_STATE;

  /** In this order, again and again. */
  static final List<VainUpgrade> ALL = List.of(values());

  private static final long KILL_AFTER_MILLIS = 200;
  private static final long PATIENCE_SECONDS = 60;

  /** Tries; returns when the old process says that nothing came of it. */
  void tryOn(OurAgent agent) throws IOException, InterruptedException {
    Programs.Ended ended =
        switch (this) {
          case BAD_CONFIGURATION -> misconfigured(agent);
          case KILLED_AT_START -> killed(agent, () -> !agent.successors().isEmpty());
          case KILLED_WITH_STATE -> killed(agent, () -> !agent.answers());
        };
    if (ended.exitCode() == 0) {
      throw new BenchException(this + ": the upgrade was to fail, and did not:\n" + ended.output());
    }
  }

  private static Programs.Ended misconfigured(OurAgent agent)
      throws IOException, InterruptedException {
    Path settings = agent.settings();
    String good = Files.readString(settings);
    try {
      Files.writeString(settings, "listeners: nowhere\n");
      return agent.tryUpgrade();
    } finally {
      Files.writeString(settings, good);
    }
  }

  private static Programs.Ended killed(OurAgent agent, BooleanSupplier moment)
      throws InterruptedException {
    AtomicReference<Optional<Programs.Ended>> outcome = new AtomicReference<>(Optional.empty());
    Thread asking = Thread.ofVirtual().start(() -> ask(agent, outcome));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!moment.getAsBoolean() && asking.isAlive() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    TimeUnit.MILLISECONDS.sleep(KILL_AFTER_MILLIS);
    agent.successors().forEach(ProcessHandle::destroyForcibly);
    asking.join();
    return outcome.get().orElseThrow(() -> new BenchException("nobody knows how it went"));
  }

  private static void ask(OurAgent agent, AtomicReference<Optional<Programs.Ended>> outcome) {
    try {
      outcome.set(Optional.of(agent.tryUpgrade()));
    } catch (IOException e) {
      throw new BenchException("an upgrade could not be asked for: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
