package io.webgateway.console.desktop.connection;

import io.webgateway.client.RefusedException;
import io.webgateway.client.live.StatusListener;
import io.webgateway.client.screen.ConditionRow;
import io.webgateway.wire.ProblemDocument;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One open connection: reads everything every 15 s and whenever something may have changed, follows
 * changes of conditions as they happen, and tries again every 2 s while the agent does not answer.
 * Owns one virtual thread. Thread-safe.
 */
public final class Connection implements AutoCloseable {
  private static final long REFRESH_MILLIS = 15_000;
  private static final long RETRY_MILLIS = 2_000;

  private final ConsoleAgent agent;
  private final InstantSource clock;
  private final Consumer<View> views;
  private final Consumer<ConsoleAgent> first;
  private boolean isPrepared;
  private final Semaphore wake = new Semaphore(0);
  private final Thread reader;
  private View view;
  private Optional<ConsoleAgent.Watch> watch = Optional.empty();
  private volatile boolean closed;

  private Connection(
      ConsoleAgent agent,
      SessionInfo session,
      InstantSource clock,
      Consumer<View> views,
      Consumer<ConsoleAgent> first) {
    this.first = first;
    this.agent = agent;
    this.clock = clock;
    this.views = views;
    this.view = View.of(session);
    this.reader = Thread.ofVirtual().name("console-reader").unstarted(this::readOn);
  }

  /**
   * Opens a connection.
   *
   * @param agent closed with this
   * @param views gets every new view, on any thread, one call at a time; hands over and returns
   * @param first what is to be done before anything is read; tried again until it works
   */
  public static Connection open(
      ConsoleAgent agent,
      SessionInfo session,
      InstantSource clock,
      Consumer<View> views,
      Consumer<ConsoleAgent> first) {
    Connection connection = new Connection(agent, session, clock, views, first);
    connection.update(UnaryOperator.identity());
    connection.reader.start();
    return connection;
  }

  /** The agent. */
  public ConsoleAgent agent() {
    return agent;
  }

  /** Reads everything again, now. */
  public void refresh() {
    wake.release();
  }

  private void readOn() {
    while (!closed) {
      boolean wentWell = readOnce();
      if (wentWell) {
        watchAgainIfSilent();
      }
      pause(wentWell ? REFRESH_MILLIS : RETRY_MILLIS);
    }
  }

  private void pause(long millis) {
    try {
      if (wake.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private boolean readOnce() {
    try {
      if (!isPrepared) {
        first.accept(agent);
        isPrepared = true;
      }
      Picture read = agent.read();
      update(before -> before.with(read).with(before.freshness().loaded(clock.instant())));
      return true;
    } catch (RefusedException e) {
      update(before -> before.refusedFor(e.problem()));
      return false;
    } catch (RuntimeException e) {
      broken(String.valueOf(e.getMessage()));
      return false;
    }
  }

  // A stream that broke waits longer and longer before it tries again; when the agent answers
  // there is no reason to wait.
  private void watchAgainIfSilent() {
    boolean isSilent;
    synchronized (this) {
      isSilent = !view.freshness().connected();
    }
    if (isSilent && !closed) {
      watch.ifPresent(ConsoleAgent.Watch::close);
      watch = Optional.of(agent.watchStatus(new Changes()));
    }
  }

  private void broken(String reason) {
    update(before -> before.with(before.freshness().broken(clock.instant(), reason)));
  }

  private synchronized void update(UnaryOperator<View> change) {
    if (!closed) {
      view = change.apply(view);
      views.accept(view);
    }
  }

  private final class Changes implements StatusListener {
    @Override
    public void connected() {
      Instant now = clock.instant();
      boolean wasAway;
      synchronized (Connection.this) {
        wasAway = view.freshness().brokenSince().isPresent() && view.picture().isPresent();
        update(before -> before.with(before.freshness().opened()));
      }
      // What was read before the stream was open may have changed in between.
      if (wasAway || now.isAfter(loadedAt())) {
        refresh();
      }
    }

    private Instant loadedAt() {
      synchronized (Connection.this) {
        return view.freshness().loadedAt().orElse(Instant.MIN);
      }
    }

    @Override
    public void conditions(String workload, List<ConditionRow> conditions) {
      update(
          before ->
              before
                  .picture()
                  .map(picture -> before.with(picture.withConditions(workload, conditions)))
                  .orElse(before));
      if (!isListed(workload)) {
        refresh();
      }
    }

    private boolean isListed(String workload) {
      synchronized (Connection.this) {
        return view.picture().map(picture -> picture.lists(workload)).orElse(false);
      }
    }

    @Override
    public void removed(String workload) {
      update(
          before ->
              before
                  .picture()
                  .map(picture -> before.with(picture.without(workload)))
                  .orElse(before));
    }

    @Override
    public void gap() {
      refresh();
    }

    @Override
    public void interrupted(String reason) {
      broken(reason);
      refresh();
    }

    @Override
    public void refused(ProblemDocument problem) {
      broken(problem.detail());
      refresh();
    }
  }

  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    Thread.ofVirtual()
        .start(
            () -> {
              watch.ifPresent(ConsoleAgent.Watch::close);
              agent.close();
            });
  }
}
