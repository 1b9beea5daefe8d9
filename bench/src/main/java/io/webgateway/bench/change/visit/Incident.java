package io.webgateway.bench.change.visit;

/**
 * One fault.
 *
 * @param kind of visitor
 * @param fault what it saw
 * @param visitor which one
 * @param atNanos when it saw it, {@link System#nanoTime}
 * @param sentNanos when what it asked was sent; {@code atNanos} when nothing was under way
 * @param backend whose answer had begun to arrive, or who had answered this connection last when it
 *     was sent; empty when nobody
 * @param detail for people
 */
public record Incident(
    Kind kind,
    Fault fault,
    String visitor,
    long atNanos,
    long sentNanos,
    String backend,
    String detail) {}
