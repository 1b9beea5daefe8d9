/**
 * The demo's sample services: a small HTTP service and a static site, each a program of its own,
 * which know nothing of the gateway, like a tenant's own. Start at {@link
 * io.webgateway.agent.cli.demo.SampleHttpService}. Imports the JDK alone; not meant for production.
 */
@NullMarked
package io.webgateway.agent.cli.demo;

import org.jspecify.annotations.NullMarked;
