package io.webgateway.agent.routing.drain;

import java.time.Instant;

/**
 * A drain as it is now.
 *
 * @param scope what is drained
 * @param number tells this drain from every other one of this run of the program
 * @param began when
 * @param until when what is left is cut, or was
 * @param phase how far it has come
 * @param left what was there when it was counted last, a moment ago
 * @param cut what the limit has cut
 */
public record DrainProgress(
    DrainScope scope,
    long number,
    Instant began,
    Instant until,
    DrainPhase phase,
    Present left,
    Present cut) {}
