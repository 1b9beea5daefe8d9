package io.webgateway.agent.proxy.health;

import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.upstream.tls.HandshakeProbe;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all checks of a node share.
 *
 * @param live has the policy, and TLS with backends
 * @param probe tries handshakes where traffic's TLS is not ours
 * @param nowNanos a monotonic clock
 * @param chance 0 to 1, without 1; safe to ask from any thread
 * @param verdicts takes what came of them
 */
record CheckWorld(
    LiveTable live,
    Supplier<HandshakeProbe> probe,
    LongSupplier nowNanos,
    DoubleSupplier chance,
    Verdicts verdicts) {}
