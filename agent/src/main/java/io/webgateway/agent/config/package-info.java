/**
 * What the local administrator decides about one node: the configuration file as immutable records.
 * Start at {@link io.webgateway.agent.config.AgentConfigFile}, which reads a file into an {@link
 * io.webgateway.agent.config.AgentConfig} or into every problem at once. Opens nothing and binds
 * nothing. Imports of the agent only {@code routing}, for the backend rules.
 */
@NullMarked
package io.webgateway.agent.config;

import org.jspecify.annotations.NullMarked;
