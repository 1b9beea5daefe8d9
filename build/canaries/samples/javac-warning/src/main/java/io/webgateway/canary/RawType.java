package io.webgateway.canary;

import java.util.List;

/** A raw type: javac warns, and a warning must stop the build. */
public final class RawType {
  private RawType() {}

  static int sizeOf(List list) {
    return list.size();
  }
}
