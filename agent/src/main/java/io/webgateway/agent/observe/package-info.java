/**
 * What the node sees of itself: {@link io.webgateway.agent.observe.StatusBoard}, the conditions of
 * its workloads as they are now, and metrics. Written by the control plane and the data plane, read
 * by the management API. Imports nothing of the agent but {@code agent.tap}.
 */
@NullMarked
package io.webgateway.agent.observe;

import org.jspecify.annotations.NullMarked;
