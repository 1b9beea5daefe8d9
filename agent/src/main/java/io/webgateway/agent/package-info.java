/**
 * The gateway node's program: assembly and lifecycle, no logic. Start reading at {@code Agent},
 * then {@code AgentAssembly}, the one hand-written wiring class. This package may import everything
 * and is imported by {@code agent.cli} alone.
 */
@NullMarked
package io.webgateway.agent;

import org.jspecify.annotations.NullMarked;
