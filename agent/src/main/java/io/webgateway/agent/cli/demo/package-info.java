/**
 * The demo's sample services: a small HTTP service, a static site, a WebSocket that echoes, and an
 * HTTPS service that ends TLS itself, each a program of its own, which know nothing of the gateway,
 * like a tenant's own. Start at {@link io.webgateway.agent.cli.demo.SampleHttpService}. Imports
 * nothing of the house; not meant for production.
 */
@NullMarked
package io.webgateway.agent.cli.demo;

import org.jspecify.annotations.NullMarked;
