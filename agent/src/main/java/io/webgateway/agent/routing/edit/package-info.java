/**
 * PURE: what an edit of a workload ends, and what stays. Start at {@link
 * io.webgateway.agent.routing.edit.EditEnds}.
 */
@NullMarked
package io.webgateway.agent.routing.edit;

import org.jspecify.annotations.NullMarked;
