package io.webgateway.canary;

/** Its package does not say @NullMarked, so NullAway would not look at it at all. */
public final class Unmarked {
  private Unmarked() {}
}
