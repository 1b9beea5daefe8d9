package io.webgateway.bench;

/** The benchmark cannot go on; the message says why and what to look at. */
public final class BenchException extends RuntimeException {
  /** Says what is wrong. */
  public BenchException(String message) {
    super(message);
  }
}
