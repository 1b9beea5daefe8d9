package io.webgateway.canary;

/** The source is fine; the dependency is not. */
public final class Nothing {
  private Nothing() {}
}
