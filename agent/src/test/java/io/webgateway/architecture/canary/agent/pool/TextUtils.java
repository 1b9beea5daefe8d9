package io.webgateway.architecture.canary.agent.pool;

/** A drawer for everything. */
public interface TextUtils {}
