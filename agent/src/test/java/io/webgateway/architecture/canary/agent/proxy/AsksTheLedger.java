package io.webgateway.architecture.canary.agent.proxy;

import io.webgateway.architecture.canary.agent.ledger.Memory;

/** The data plane asks the control plane while a visitor waits. */
public record AsksTheLedger(Memory memory) {}
