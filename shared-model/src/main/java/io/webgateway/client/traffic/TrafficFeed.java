package io.webgateway.client.traffic;

import io.webgateway.client.screen.ProblemText;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.ProblemDocument;
import java.time.InstantSource;

/**
 * What a watch of traffic has told so far: bounded rows, counts by the second, and how it stands
 * with the stream. Filled by the watch's thread, read by a screen's. Thread-safe.
 */
public final class TrafficFeed implements TrafficListener {
  private final InstantSource clock;
  private final TrafficView view;
  private final TrafficMeter meter;
  private volatile State state = new State.Opening();

  /**
   * Nothing was told yet.
   *
   * @param rows how many rows are kept; as many may wait behind a pause
   */
  public TrafficFeed(int rows, InstantSource clock) {
    this.clock = clock;
    this.view = new TrafficView(rows);
    this.meter = new TrafficMeter(clock.instant());
  }

  /** How it stands with the stream. */
  public sealed interface State {
    /** It is being opened. */
    record Opening() implements State {}

    /** Traffic is told as it happens. */
    record Open() implements State {}

    /** It broke, and is opened again. */
    record Broken(String reason) implements State {}

    /** The agent refuses; it is not tried again. */
    record Refused(ProblemText problem) implements State {}
  }

  /** The rows. */
  public TrafficView view() {
    return view;
  }

  /** The counts now. */
  public TrafficMeter.Reading reading() {
    return meter.read(clock.instant());
  }

  /** How it stands with the stream. */
  public State state() {
    return state;
  }

  /** Whether the agent has refused, so that it has to be opened anew. */
  public boolean isRefused() {
    return state instanceof State.Refused;
  }

  /** The stream is being opened anew. */
  public void opening() {
    state = new State.Opening();
  }

  /** The stream could not be opened at all. */
  public void refused(ProblemText problem) {
    state = new State.Refused(problem);
  }

  @Override
  public void connected() {
    state = new State.Open();
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
    state = new State.Broken(reason);
  }

  @Override
  public void refused(ProblemDocument problem) {
    refused(ProblemText.of(problem));
  }
}
