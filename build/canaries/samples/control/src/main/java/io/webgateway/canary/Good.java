package io.webgateway.canary;

/** Nothing is wrong with this one: the gates must let it through. */
public final class Good {
  private Good() {}

  static int twice(int number) {
    return 2 * number;
  }
}
