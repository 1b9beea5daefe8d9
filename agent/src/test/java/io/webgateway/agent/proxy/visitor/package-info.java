/** What visitors read. */
@NullMarked
package io.webgateway.agent.proxy.visitor;

import org.jspecify.annotations.NullMarked;
