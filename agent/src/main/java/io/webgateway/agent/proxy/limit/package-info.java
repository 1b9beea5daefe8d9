/**
 * Whose traffic it is, and what of it may pass: {@code Workloads} keeps one {@code WorkloadTraffic}
 * for each workload of the table, each connection has a {@code Visit} of each workload that it goes
 * to. What may be taken is decided in {@code routing.limit}.
 */
@NullMarked
package io.webgateway.agent.proxy.limit;

import org.jspecify.annotations.NullMarked;
