/**
 * What tests of the consoles need: a real agent in a process of its own ({@link
 * io.webgateway.testing.RealAgent}), driven by the public command line, and a service to publish
 * ({@link io.webgateway.testing.SampleService}). Imports nothing of the house, so that a console
 * under test meets the agent only through its API. Never shipped.
 */
@NullMarked
package io.webgateway.testing;

import org.jspecify.annotations.NullMarked;
