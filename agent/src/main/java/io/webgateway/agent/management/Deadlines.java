package io.webgateway.agent.management;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Drops clients that are too slow. A thread that reads from or writes to a client for longer than
 * it may is interrupted, which closes the client's socket. Only socket work is run under a
 * deadline: an interrupt in the middle of a file would close that file for everybody.
 */
final class Deadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "management-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Socket work. */
  interface Work<T, E extends Exception> {
    /** Does it. */
    T run() throws E;
  }

  /** Does socket work on this thread, and interrupts it when it takes too long. */
  <T, E extends Exception> T within(long limitMillis, Work<T, E> work) throws E {
    Alarm alarm = new Alarm(Thread.currentThread());
    ScheduledFuture<?> scheduled = timer.schedule(alarm::ring, limitMillis, TimeUnit.MILLISECONDS);
    try {
      return work.run();
    } finally {
      alarm.end();
      scheduled.cancel(false);
    }
  }

  /** Rings while the work goes on, and never after. */
  private static final class Alarm {
    private final Thread worker;
    private boolean over;
    private boolean rang;

    private Alarm(Thread worker) {
      this.worker = worker;
    }

    private synchronized void ring() {
      if (!over) {
        rang = true;
        worker.interrupt();
      }
    }

    // What this thread does next, perhaps in a file, must not find the interrupt of the past.
    private synchronized void end() {
      over = true;
      if (rang) {
        Thread.interrupted();
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
