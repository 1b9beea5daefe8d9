package io.webgateway.model.workload.policy;

/**
 * How a backend is known to be well.
 *
 * @param check what the gateway asks each backend, again and again
 * @param schedule how often, and how many answers count
 * @param ejection what traffic itself tells of a backend
 */
public record HealthPolicy(ActiveCheck check, Schedule schedule, Ejection ejection) {
  /** A connection every 5 s, and ejection after three failures in a row. */
  public static final HealthPolicy DEFAULT =
      new HealthPolicy(new ActiveCheck.Tcp(), Schedule.DEFAULT, Ejection.DEFAULT);

  /** Ejection only. */
  public static final HealthPolicy UNCHECKED =
      new HealthPolicy(new ActiveCheck.Off(), Schedule.DEFAULT, Ejection.DEFAULT);

  /** What a backend is asked. Over TLS, and verified, where the workload speaks TLS with it. */
  public sealed interface ActiveCheck {
    /** Nothing: only traffic tells. */
    record Off() implements ActiveCheck {}

    /** Whether it takes a TCP connection. */
    record Tcp() implements ActiveCheck {}

    /** Whether it ends a TLS handshake; its certificate is not looked at unless traffic's is. */
    record Tls() implements ActiveCheck {}

    /**
     * Whether it answers {@code GET} as expected.
     *
     * @param path with its query, begins with a slash
     * @param host the Host field; empty for the backend's address
     * @param minStatus the lowest status that is well, 100 to 599
     * @param maxStatus the highest
     */
    record Http(String path, String host, int minStatus, int maxStatus) implements ActiveCheck {
      /** {@code GET /}, 200 to 399. */
      public static final Http DEFAULT = new Http("/", "", 200, 399);
    }

    /**
     * Whether it says SERVING by the gRPC health protocol.
     *
     * @param service whose health; empty for the whole server's
     */
    record Grpc(String service) implements ActiveCheck {}
  }

  /**
   * When to ask, and what counts.
   *
   * @param intervalMillis from one check to the next, give or take a tenth, 500 to 3,600,000
   * @param timeoutMillis for one check, 1 to the interval
   * @param rise good answers in a row until it is well, 1 to 100
   * @param fall bad answers in a row until it is not, 1 to 100
   * @param port where to ask, 1 to 65535; 0 for the port of the backend's address
   */
  public record Schedule(long intervalMillis, long timeoutMillis, int rise, int fall, int port) {
    /** Every 5 s, 2 s each, up after two, down after three. */
    public static final Schedule DEFAULT = new Schedule(5_000, 2_000, 2, 3, 0);

    /** The shortest interval. */
    public static final long MIN_INTERVAL_MILLIS = 500;

    /** The longest interval. */
    public static final long MAX_INTERVAL_MILLIS = 3_600_000;

    /** The most answers that can be asked for in a row. */
    public static final int MAX_COUNT = 100;
  }

  /**
   * Leaving out a backend that fails traffic: connections that it does not take, resets and silence
   * before an answer, and answers 502, 503 and 504.
   *
   * @param failures in a row until it is left out, 1 to 100; 0 never leaves one out
   * @param baseMillis how long the first time, 100 to 3,600,000; twice as long each further time,
   *     at most 32 times
   * @param maxPercent of the backends that may be left out so at once, 0 to 100
   */
  public record Ejection(int failures, long baseMillis, int maxPercent) {
    /** Three failures, 5 s, all of them if need be. */
    public static final Ejection DEFAULT = new Ejection(3, 5_000, 100);
  }
}
