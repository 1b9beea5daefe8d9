/**
 * What a tenant decides of its visitors' and backends' connections, as values that the data plane
 * reads: TLS on both sides, what happens in clear. Pure; imports nothing else of the agent.
 */
@NullMarked
package io.webgateway.agent.routing.policy;

import org.jspecify.annotations.NullMarked;
