package io.webgateway.bench;

/** The benchmark cannot go on; the message says why and what to look at. */
final class BenchException extends RuntimeException {
  BenchException(String message) {
    super(message);
  }
}
