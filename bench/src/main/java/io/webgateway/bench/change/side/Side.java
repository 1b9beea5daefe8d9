package io.webgateway.bench.change.side;

import io.webgateway.bench.change.sample.Ports;
import io.webgateway.bench.change.visit.Target;
import java.io.IOException;
import java.util.Set;

/** A gateway that is changed under load. One thread's. */
public interface Side extends AutoCloseable {
  /** What it is called in reports. */
  String name();

  /** Its version, as it tells it. */
  String version() throws IOException, InterruptedException;

  /** The changes that it knows; it is asked for no other. */
  Set<Change> changes();

  /** Starts it in front of a backend; returns when it serves. */
  Target start(Ports backend) throws IOException, InterruptedException;

  /**
   * Edits what is served; returns when it holds.
   *
   * @return what was edited, in a few words
   */
  String edit() throws IOException, InterruptedException;

  /** Tells it where the backend is now; returns when it holds. */
  void point(Ports backend) throws IOException, InterruptedException;

  /** Replaces the program; returns when the new process serves. */
  default void upgrade() throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name() + " has no upgrade in place");
  }

  /**
   * Tries to replace the program by one that fails; returns when that has been noticed.
   *
   * @return how it failed
   */
  default String upgradeInVain() throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name() + " has no upgrade in place");
  }

  /**
   * Drains something, and lets it in again.
   *
   * @param seconds in between
   * @return what was drained
   */
  default String drain(int seconds) throws IOException, InterruptedException {
    throw new UnsupportedOperationException(name() + " has no drain");
  }

  /** How many processes of it there are now. */
  long processes();

  @Override
  void close();
}
