package io.webgateway.agent.routing.edit;

import io.webgateway.agent.routing.drain.Present;
import java.util.List;

/**
 * What an edit would do to what is there now, on one node.
 *
 * @param ends what would end, by reason; requests that are being answered never do
 * @param stays what would not notice
 */
public record EditEffect(List<Ending> ends, Present stays) {
  /** Copies the list. */
  public EditEffect {
    ends = List.copyOf(ends);
  }

  /**
   * What ends for one reason.
   *
   * @param reason why
   * @param what how many
   */
  public record Ending(EndReason reason, Present what) {}
}
