package io.webgateway.agent.observe;

import java.util.List;
import java.util.Optional;

/**
 * What a reader of the {@link StatusBoard} gets: the events that it has not seen, and what it has
 * missed.
 *
 * @param gap events that are gone already, so that the reader must look at the whole board again
 * @param events in ascending order
 */
public record StatusEvents(Optional<Gap> gap, List<StatusEvent> events) {

  /** Copies the list. */
  public StatusEvents {
    events = List.copyOf(events);
  }

  /**
   * Sequence numbers that the reader will never see.
   *
   * @param from the first
   * @param to the last
   */
  public record Gap(long from, long to) {}
}
