/**
 * The management API, a plane of its own on virtual threads: it answers while the data plane is
 * saturated. Start at {@link io.webgateway.agent.management.ManagementServer}; every call goes
 * through {@link io.webgateway.agent.management.Api}. {@code .call} is a call without a server,
 * {@code .token} finds out who calls, {@code .resource} answers, {@code .audit} remembers, {@code
 * .port} is what the rest of the node must give. Must not import the data plane.
 */
@NullMarked
package io.webgateway.agent.management;

import org.jspecify.annotations.NullMarked;
