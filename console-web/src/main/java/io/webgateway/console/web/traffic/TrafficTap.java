package io.webgateway.console.web.traffic;

import io.webgateway.client.GatewayException;
import io.webgateway.client.screen.ProblemText;
import io.webgateway.client.traffic.TrafficListener;
import io.webgateway.client.traffic.TrafficMeter;
import io.webgateway.client.traffic.TrafficView;
import io.webgateway.client.traffic.TrafficWatch;
import io.webgateway.console.web.session.SignedIn;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.ProblemDocument;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One screen's watch of live traffic, from when the screen opens until it closes: bounded rows, and
 * a count by the second. Thread-safe.
 */
public final class TrafficTap implements AutoCloseable, TrafficListener {
  private final TrafficView view;
  private final TrafficMeter meter;
  private final InstantSource clock;
  private Optional<TrafficWatch> watch = Optional.empty();
  private Link link = new Link.Opening();
  private boolean closed;

  /** Watches nothing yet. */
  public TrafficTap(int rows, InstantSource clock) {
    this.view = new TrafficView(rows);
    this.meter = new TrafficMeter(clock.instant());
    this.clock = clock;
  }

  /** How it stands with the stream. */
  public sealed interface Link {
    /** It is being opened. */
    record Opening() implements Link {}

    /** Events come as they happen. */
    record Open() implements Link {}

    /** It broke, and is opened again. */
    record Broken(String reason) implements Link {}

    /** The agent refuses; it is not tried again. */
    record Refused(ProblemText problem) implements Link {}
  }

  /** Opens the stream in the background. */
  public void start(SignedIn user, String filter, Executor executor) {
    synchronized (this) {
      link = new Link.Opening();
    }
    executor.execute(() -> open(user, filter));
  }

  private void open(SignedIn user, String filter) {
    try {
      TrafficWatch opened = TrafficWatch.start(user.client(), filter, this);
      synchronized (this) {
        if (!closed) {
          watch = Optional.of(opened);
          return;
        }
      }
      opened.close();
    } catch (GatewayException e) {
      // The agent was never reached; the screen offers to try again.
      set(new Link.Refused(ProblemText.of(e)));
    }
  }

  /** The rows. */
  public TrafficView view() {
    return view;
  }

  /** Counts by the second. */
  public TrafficMeter meter() {
    return meter;
  }

  /** How it stands with the stream. */
  public synchronized Link link() {
    return link;
  }

  /** Watches by another filter from now on. */
  public synchronized void filter(String filter) {
    watch.ifPresent(open -> open.filter(filter));
  }

  private synchronized void set(Link now) {
    link = now;
  }

  @Override
  public void connected() {
    set(new Link.Open());
  }

  @Override
  public void event(long sequence, TrafficEvent event) {
    view.add(sequence, event);
    meter.add(event, clock.instant());
  }

  @Override
  public void gap(long missed) {
    view.gap(missed);
  }

  @Override
  public void interrupted(String reason) {
    set(new Link.Broken(reason));
  }

  @Override
  public void refused(ProblemDocument problem) {
    set(new Link.Refused(ProblemText.of(problem)));
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
