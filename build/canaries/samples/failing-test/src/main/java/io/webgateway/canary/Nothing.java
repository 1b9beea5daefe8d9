package io.webgateway.canary;

/** The source is fine; its test is not. */
public final class Nothing {
  private Nothing() {}
}
