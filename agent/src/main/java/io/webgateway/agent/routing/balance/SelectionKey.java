package io.webgateway.agent.routing.balance;

import java.util.function.Predicate;

/**
 * What is known of who asks. Each part is asked for only when the cluster's policy looks at it, so
 * nothing need be prepared. The calling thread's own.
 */
public interface SelectionKey {
  /** The visitor's IP address, 4 or 16 bytes. */
  byte[] clientAddress();

  /** The path without its query; empty where there is none. */
  default String path() {
    return "";
  }

  /**
   * A header field's value; empty when there is none.
   *
   * @param name lower case
   */
  default String header(String name) {
    return "";
  }

  /**
   * Whether a cookie of the visitor has a value; a name may come more than once.
   *
   * @param name as it is written
   * @param among asked for each value
   * @return the first value that it takes, or empty
   */
  default String cookie(String name, Predicate<String> among) {
    return "";
  }
}
