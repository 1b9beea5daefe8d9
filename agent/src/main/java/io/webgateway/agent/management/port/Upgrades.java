package io.webgateway.agent.management.port;

import java.time.Instant;
import java.util.Optional;

/** The process of this node, and how the next one takes its place. Any thread. */
public interface Upgrades {
  /**
   * The process.
   *
   * @param pid its process id
   * @param version of its program
   * @param startedAt when it started
   * @param serving whether it takes what visitors send, and not the process before it
   * @param upgrade how the last upgrade went that was asked of it
   * @param leaving the process before it, while that ends what is under way
   */
  record ProcessFacts(
      long pid,
      String version,
      Instant startedAt,
      boolean serving,
      UpgradeFacts upgrade,
      Optional<LeavingFacts> leaving) {}

  /**
   * An upgrade, as the process that was to be succeeded tells it.
   *
   * @param phase {@code none}, {@code under way} or {@code failed}
   * @param successor the process id of who was to follow; 0 for nobody
   * @param problem why it did not come about
   * @param at since when it is so
   */
  record UpgradeFacts(
      String phase, long successor, Optional<String> problem, Optional<Instant> at) {}

  /**
   * A process that only ends what is under way.
   *
   * @param pid its process id
   * @param version of its program
   * @param underWay connections and flows that are left
   * @param until when they are cut
   */
  record LeavingFacts(long pid, String version, int underWay, Instant until) {}

  /** The process as it is now. */
  ProcessFacts process();

  /**
   * Starts the process that takes this one's place.
   *
   * @param force even when its version is lower
   * @param limitMillis for what is under way here afterwards
   * @return why not, where it cannot begin
   */
  Optional<String> begin(boolean force, long limitMillis);
}
