package io.webgateway.console.desktop.traffic;

import io.webgateway.client.traffic.TrafficListener;
import io.webgateway.client.traffic.TrafficMeter;
import io.webgateway.client.traffic.TrafficView;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.ProblemDocument;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the watch of traffic has told so far: rows, counts, and how it stands with the stream.
 * Filled by the watch's thread, read by JavaFX's.
 */
final class TrafficFeed implements TrafficListener {
  /** How many rows are kept; as many may wait behind a pause. */
  static final int CAPACITY = 5_000;

  private final InstantSource clock;
  private final TrafficView view = new TrafficView(CAPACITY);
  private final TrafficMeter meter;
  private volatile State state = new State.Opening();

  /** How it stands with the stream. */
  sealed interface State {
    /** It is not open yet. */
    record Opening() implements State {}

    /** Traffic is told as it happens. */
    record Open() implements State {}

    /** It broke, and is opened again. */
    record Broken(String reason) implements State {}

    /** The agent does not allow it. */
    record Refused(ProblemDocument problem) implements State {}
  }

  TrafficFeed(InstantSource clock) {
    this.clock = clock;
    this.meter = new TrafficMeter(clock.instant());
  }

  TrafficView view() {
    return view;
  }

  TrafficMeter.Reading reading() {
    return meter.read(clock.instant());
  }

  State state() {
    return state;
  }

  Optional<ProblemDocument> refusal() {
    return state instanceof State.Refused(ProblemDocument problem)
        ? Optional.of(problem)
        : Optional.empty();
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
    state = new State.Refused(problem);
  }
}
