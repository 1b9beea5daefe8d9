/** Tests of the choice of endpoints, without a network. */
@NullMarked
package io.webgateway.agent.routing.balance;

import org.jspecify.annotations.NullMarked;
