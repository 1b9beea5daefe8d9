/**
 * Drains that are going on: {@code Drains} asks a pure course who should leave when, tells them,
 * and counts who is left. It must not import listeners: what it acts on is handed in.
 */
@NullMarked
package io.webgateway.agent.proxy.drain;

import org.jspecify.annotations.NullMarked;
