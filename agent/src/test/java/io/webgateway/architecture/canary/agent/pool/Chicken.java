package io.webgateway.architecture.canary.agent.pool;

import io.webgateway.architecture.canary.agent.pool.egg.Egg;

/** Needs the egg, which needs the chicken. */
public record Chicken(Egg egg) {}
