package io.webgateway.client.traffic;

import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.wire.ProblemDocument;

/**
 * Is told what a {@link TrafficWatch} sees. Called on the watch's own thread, one call at a time;
 * an implementation hands over and returns.
 */
public interface TrafficListener {

  /**
   * The stream is open, for the first time or again. What happened while it was interrupted
   * follows, unless the agent was started again or the interruption was longer than a minute.
   */
  void connected();

  /**
   * One finished exchange or connection.
   *
   * @param sequence grows with every event, also over interruptions; not every number is seen
   * @param event what happened; path, visitor's address and backend are empty where the viewer may
   *     not see them
   */
  void event(long sequence, TrafficEvent event);

  /**
   * Events were lost on the way, because the viewer was slow or away, or there were too many.
   *
   * @param missed how many at least; who sees only its own traffic is not told how much of the
   *     node's was lost
   */
  void gap(long missed);

  /**
   * The stream broke, and will be opened again.
   *
   * @param reason why, for people
   */
  void interrupted(String reason);

  /** The agent refuses for good: the filter is wrong, or the right is gone. The watch has ended. */
  void refused(ProblemDocument problem);
}
