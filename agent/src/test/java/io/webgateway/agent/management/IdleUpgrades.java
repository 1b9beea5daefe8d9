package io.webgateway.agent.management;

import io.webgateway.agent.management.port.Upgrades;
import java.time.Instant;
import java.util.Optional;

/** A process whose upgrade is never heard of again. */
public final class IdleUpgrades implements Upgrades {
  @Override
  public ProcessFacts process() {
    return new ProcessFacts(
        1,
        "1.0",
        Instant.EPOCH,
        true,
        new UpgradeFacts("none", 0, Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  @Override
  public Optional<String> begin(boolean force, long limitMillis) {
    return Optional.empty();
  }
}
