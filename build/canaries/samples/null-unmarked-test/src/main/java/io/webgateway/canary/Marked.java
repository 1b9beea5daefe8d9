package io.webgateway.canary;

/** Marked; the package of its test is not. */
public final class Marked {
  private Marked() {}
}
