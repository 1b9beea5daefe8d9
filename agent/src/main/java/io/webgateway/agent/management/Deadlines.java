package io.webgateway.agent.management;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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
    Thread worker = Thread.currentThread();
    AtomicBoolean over = new AtomicBoolean();
    ScheduledFuture<?> alarm =
        timer.schedule(
            () -> {
              synchronized (over) {
                if (!over.get()) {
                  worker.interrupt();
                }
              }
            },
            limitMillis,
            TimeUnit.MILLISECONDS);
    try {
      return work.run();
    } finally {
      synchronized (over) {
        over.set(true);
      }
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
