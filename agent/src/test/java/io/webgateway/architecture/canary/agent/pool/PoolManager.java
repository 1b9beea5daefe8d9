package io.webgateway.architecture.canary.agent.pool;

/** Manages; whatever that is. */
public interface PoolManager {}
