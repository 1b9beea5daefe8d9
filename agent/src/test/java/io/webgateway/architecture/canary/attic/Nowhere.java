package io.webgateway.architecture.canary.attic;

/** A package that the table of imports does not know. */
public record Nowhere(String name) {}
