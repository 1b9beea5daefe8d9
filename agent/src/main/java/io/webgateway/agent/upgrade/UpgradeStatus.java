package io.webgateway.agent.upgrade;

import java.time.Instant;
import java.util.Optional;

/**
 * How the last upgrade went, as this process sees it.
 *
 * @param phase {@code none}, {@code under way} or {@code failed}; of one that came about this
 *     process tells no more
 * @param successor the process id of who was to follow; 0 for nobody
 * @param problem why it did not come about
 * @param at since when it is so
 */
public record UpgradeStatus(
    String phase, long successor, Optional<String> problem, Optional<Instant> at) {
  /** Nobody has asked. */
  public static final UpgradeStatus NONE =
      new UpgradeStatus("none", 0, Optional.empty(), Optional.empty());
}
