package io.webgateway.canary;

import org.jspecify.annotations.Nullable;

/** Uses a value that may be null. */
public final class Dereference {
  private Dereference() {}

  static int lengthOf(@Nullable String text) {
    return text.length();
  }
}
