/**
 * Who did what on this node: {@link io.webgateway.agent.management.audit.AuditTrail} keeps the
 * newest entries in memory and appends every one to a file. Imports nothing else of the agent.
 */
@NullMarked
package io.webgateway.agent.management.audit;

import org.jspecify.annotations.NullMarked;
