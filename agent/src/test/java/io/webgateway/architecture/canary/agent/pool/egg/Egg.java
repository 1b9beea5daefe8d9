package io.webgateway.architecture.canary.agent.pool.egg;

import io.webgateway.architecture.canary.agent.pool.Chicken;
import java.util.Optional;

/** Needs the chicken, which needs the egg. */
public interface Egg {
  Optional<Chicken> layer();
}
