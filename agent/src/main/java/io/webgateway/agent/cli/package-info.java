/**
 * The command line. Start at {@link io.webgateway.agent.cli.Webgw}. Each command is a thin shell
 * around {@code io.webgateway.client}: it parses, asks, prints. Client commands must not load the
 * data plane, the web server or the database. May import {@code agent} and {@code agent.config} for
 * {@code agent run}, and nothing else of the agent.
 */
@NullMarked
package io.webgateway.agent.cli;

import org.jspecify.annotations.NullMarked;
