package io.webgateway.model.workload;

/**
 * One place on the private side.
 *
 * @param address {@code host:port}; IPv6 in brackets
 * @param weight its share of the traffic, 1 to 1,000
 */
public record Backend(String address, int weight) {
  /** The weight of a backend that names none. */
  public static final int DEFAULT_WEIGHT = 1;

  /** A backend with the usual weight. */
  public static Backend of(String address) {
    return new Backend(address, DEFAULT_WEIGHT);
  }
}
