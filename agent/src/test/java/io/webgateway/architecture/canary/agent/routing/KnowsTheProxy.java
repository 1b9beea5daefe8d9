package io.webgateway.architecture.canary.agent.routing;

import io.webgateway.architecture.canary.agent.proxy.AsksTheLedger;

/** Routing reaches into the data plane. */
public record KnowsTheProxy(AsksTheLedger proxy) {}
