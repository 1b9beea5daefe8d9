@NullMarked
package io.webgateway.agent.proxy.exchange;

import org.jspecify.annotations.NullMarked;
