package io.webgateway.canary;

/** The source is fine; its integration test is not. */
public final class Nothing {
  private Nothing() {}
}
