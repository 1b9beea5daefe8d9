package io.webgateway.model.workload.policy;

/**
 * Which backend gets the next request, connection or flow.
 *
 * @param method how one is chosen among those that are well
 * @param hashKey what consistent hashing looks at; the other methods ignore it
 * @param stickiness what keeps a visitor at the backend it had; goes before the method
 * @param slowStartMillis over which a backend that came back is given more and more, 0 to
 *     3,600,000; 0 gives it its whole share at once
 * @param panicPercent when fewer of the backends than this are well, 0 to 100, health is not looked
 *     at any more; 0 means only when none is
 */
public record Balancing(
    Method method, HashKey hashKey, Stickiness stickiness, long slowStartMillis, int panicPercent) {
  /** Round robin by weight, without stickiness, slow start or a panic threshold. */
  public static final Balancing DEFAULT = of(Method.ROUND_ROBIN);

  /** The longest slow start: one hour. */
  public static final long MAX_SLOW_START_MILLIS = 3_600_000;

  /** A method, the rest as usual. */
  public static Balancing of(Method method) {
    return new Balancing(method, new HashKey.ClientAddress(), new Stickiness.Off(), 0, 0);
  }

  /** The same with a stickiness. */
  public Balancing with(Stickiness other) {
    return new Balancing(method, hashKey, other, slowStartMillis, panicPercent);
  }

  /** How a backend is chosen; every method looks at weights. */
  public enum Method {
    /** In turn. */
    ROUND_ROBIN("roundRobin"),
    /** The less busy one of two that are drawn by lot. */
    LEAST_REQUESTS("leastRequests"),
    /** The same key always to the same backend; a change of backends moves few keys. */
    CONSISTENT_HASH("consistentHash");

    private final String word;

    Method(String word) {
      this.word = word;
    }

    /** As people write it. */
    public String word() {
      return word;
    }
  }

  /** What consistent hashing looks at. */
  public sealed interface HashKey {
    /** The visitor's address: IPv4 whole, IPv6 by its first 64 bits. */
    record ClientAddress() implements HashKey {}

    /** For HttpService: the path without its query. */
    record Path() implements HashKey {}

    /**
     * For HttpService: a header field; requests without it are hashed by the visitor's address.
     *
     * @param name the field's, lower-case
     */
    record Header(String name) implements HashKey {}
  }

  /** What keeps a visitor at one backend. */
  public sealed interface Stickiness {
    /** Nothing. */
    record Off() implements Stickiness {}

    /**
     * For HttpService: a cookie that the gateway sets and takes out again.
     *
     * @param name the cookie's
     * @param maxAgeSeconds how long browsers keep it, at most 31,536,000; 0 until they are closed
     */
    record Cookie(String name, long maxAgeSeconds) implements Stickiness {
      /** The cookie's name where none is given. */
      public static final String DEFAULT_NAME = "webgw-backend";

      /** The longest life: one year. */
      public static final long MAX_AGE_SECONDS = 31_536_000;
    }

    /** The visitor's address: IPv4 whole, IPv6 by its first 64 bits. */
    record ClientAddress() implements Stickiness {}
  }
}
