package io.webgateway.architecture.canary.agent.pool;

import java.util.UUID;
import java.util.function.Supplier;

/** Takes chance from nowhere, by a method reference. */
public final class ThrowsDice {
  private ThrowsDice() {}

  static Supplier<UUID> dice() {
    return UUID::randomUUID;
  }
}
