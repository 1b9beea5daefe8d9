/**
 * The traffic filter language: one parser for the agent, the command line and both consoles. Start
 * with {@link io.webgateway.filter.TrafficFilter}. Pure; imports the model only.
 */
@NullMarked
package io.webgateway.filter;

import org.jspecify.annotations.NullMarked;
