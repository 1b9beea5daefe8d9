package io.webgateway.agent.observe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the backends of one workload are on this node, at one moment.
 *
 * @param backends in the order in which the workload names them
 * @param panic whether so few are well that all get traffic
 * @param held who waits for one of them, where the workload's visitors do that
 */
public record BackendsHealth(List<Backend> backends, boolean panic, Optional<HeldVisitors> held) {

  /** Copies the list. */
  public BackendsHealth {
    backends = List.copyOf(backends);
  }

  /** Of a workload whose visitors do not wait. */
  public BackendsHealth(List<Backend> backends, boolean panic) {
    this(backends, panic, Optional.empty());
  }

  /** Whether somebody waits for a backend. */
  public boolean isWaitedFor() {
    return held.isPresent() && held.get().now() > 0;
  }

  /** How a backend is. */
  public enum State {
    /** A check, or traffic, has shown that it is well. */
    HEALTHY,
    /** Checks say that it is not. */
    DOWN,
    /** Traffic failed, so it is left out for a while. */
    LEFT_OUT,
    /** Nothing has checked or used it yet; it gets traffic. */
    UNKNOWN;

    /** Whether it gets no traffic while others do. */
    public boolean isOut() {
      return this == DOWN || this == LEFT_OUT;
    }
  }

  /** What came of a check. */
  public enum Check {
    PASSED,
    FAILED
  }

  /**
   * The last checks say another thing than those before; while that is so, it is checked every
   * second.
   *
   * @param lastCheck what came of them
   * @param checks how many in a row
   * @param needed how many in a row change the state
   * @param why what the last one said, as in {@link Backend}; empty when it passed
   */
  public record Doubt(Check lastCheck, int checks, int needed, String why) {}

  /**
   * How one backend is.
   *
   * @param address {@code host:port} as the workload names it
   * @param weight its share of traffic
   * @param state how it is
   * @param since when that began, by the node's clock as it was at the start
   * @param why for people, after the address and a colon; empty when it is well
   * @param lastChecked when the last active check of it ended, if there was one
   * @param underWay requests, connections or flows at it now, where the workload's policy makes the
   *     node count them
   * @param doubt what the last checks say against its state, until they are enough to change it
   */
  public record Backend(
      String address,
      int weight,
      State state,
      Instant since,
      String why,
      Optional<Instant> lastChecked,
      Optional<Integer> underWay,
      Optional<Doubt> doubt) {

    /** Whether people would be told something new. */
    boolean saysTheSameAs(Backend other) {
      return address.equals(other.address)
          && state == other.state
          && since.equals(other.since)
          && why.equals(other.why)
          && doubt.equals(other.doubt);
    }
  }

  /** Whether people would be told the same; numbers that always move do not count. */
  public boolean saysTheSameAs(BackendsHealth other) {
    if (panic != other.panic
        || isWaitedFor() != other.isWaitedFor()
        || backends.size() != other.backends.size()) {
      return false;
    }
    for (int i = 0; i < backends.size(); i++) {
      if (!backends.get(i).saysTheSameAs(other.backends.get(i))) {
        return false;
      }
    }
    return true;
  }
}
