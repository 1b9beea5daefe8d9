package io.webgateway.console.web.traffic;

import io.webgateway.client.GatewayException;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.traffic.TrafficFeed;
import io.webgateway.client.traffic.TrafficWatch;
import io.webgateway.console.web.session.SignedIn;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One screen's watch of live traffic, from when the screen opens until it closes. Thread-safe. */
public final class TrafficTap implements AutoCloseable {
  private final TrafficFeed feed;
  private Optional<TrafficWatch> watch = Optional.empty();
  private boolean closed;

  /** Watches nothing yet. */
  public TrafficTap(int rows, InstantSource clock) {
    this.feed = new TrafficFeed(rows, clock);
  }

  /** Opens the stream in the background. */
  public void start(SignedIn user, String filter, Executor executor) {
    feed.opening();
    executor.execute(() -> open(user, filter));
  }

  private void open(SignedIn user, String filter) {
    try {
      TrafficWatch opened = TrafficWatch.start(user.client(), filter, feed);
      synchronized (this) {
        if (!closed) {
          watch = Optional.of(opened);
          return;
        }
      }
      opened.close();
    } catch (GatewayException e) {
      // The agent was never reached; the screen offers to try again.
      feed.refused(ProblemText.of(e));
    }
  }

  /** What was told so far. */
  public TrafficFeed feed() {
    return feed;
  }

  /** Watches by another filter from now on. */
  public synchronized void filter(String filter) {
    watch.ifPresent(open -> open.filter(filter));
  }

  @Override
  public void close() {
    Optional<TrafficWatch> open;
    synchronized (this) {
      closed = true;
      open = watch;
      watch = Optional.empty();
    }
    open.ifPresent(TrafficWatch::close);
  }
}
