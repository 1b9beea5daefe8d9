package io.webgateway.model.workload.policy;

/** What becomes of visitors while no backend can be reached, as when it is moved or restarted. */
public sealed interface BackendLoss {
  /** The usual: they are told at once, after the further tries of {@link Retries}. */
  BackendLoss DEFAULT = new Fail();

  /** They are told at once. */
  record Fail() implements BackendLoss {}

  /**
   * They wait for a backend, their own connections untouched. Requests and connections that have
   * sent nothing to a backend yet then go on; of those that have, only what {@code resumes} says.
   *
   * @param holdMillis how long each may wait, 100 to 600,000
   * @param maxHeld how many of the workload may wait at once on one node, 1 to 100,000; those that
   *     do not fit are told at once. Not for UdpForward, whose flows are bounded anyway
   * @param resumes whether a WebSocket (HttpService) or a connection (TcpForward) that has lost its
   *     backend under way is joined to another one, at most once for each loss: what the lost
   *     backend had received is not sent again
   * @param replayBytes for TcpForward that resumes: how many of the visitor's first bytes are sent
   *     again to the next backend, such as a login, 0 to 65,536
   */
  record Wait(long holdMillis, int maxHeld, boolean resumes, int replayBytes)
      implements BackendLoss {
    /** 30 s, 1,000 of them; what is under way is not resumed. */
    public static final Wait DEFAULT = new Wait(30_000, 1_000, false, 0);

    /** The shortest wait. */
    public static final long MIN_HOLD_MILLIS = 100;

    /** The longest wait: ten minutes. */
    public static final long MAX_HOLD_MILLIS = 600_000;

    /** The most that wait. */
    public static final int MAX_HELD = 100_000;

    /** The most that is sent again. */
    public static final int MAX_REPLAY_BYTES = 65_536;
  }
}
