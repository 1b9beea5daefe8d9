package io.webgateway.architecture.canary.agent.pool;

import org.jspecify.annotations.Nullable;

/** Absence as null, where a record pattern would not see it. */
public record MaybeName(@Nullable String name) {}
