package io.webgateway.architecture.canary.agent.routing;

/** A decision that depends on when it is asked. */
public final class CountsNanoseconds {
  private CountsNanoseconds() {}

  static long age(long bornAtNanos) {
    return System.nanoTime() - bornAtNanos;
  }
}
