package io.webgateway.canary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands a list that may hold nulls to one that may not. */
public final class Generics {
  private Generics() {}

  static List<String> narrow(List<@Nullable String> list) {
    return list;
  }
}
