/** Active checks: what they ask, when, and what they say. */
@NullMarked
package io.webgateway.agent.proxy.health;

import org.jspecify.annotations.NullMarked;
