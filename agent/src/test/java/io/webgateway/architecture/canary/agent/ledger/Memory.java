package io.webgateway.architecture.canary.agent.ledger;

/** Something of the control plane that other canaries reach for. */
public record Memory(String key) {}
