/**
 * One call of the management API, free of any web server: a {@link
 * io.webgateway.agent.management.call.Call} comes in, the {@link
 * io.webgateway.agent.management.call.Route} that fits is found, an {@link
 * io.webgateway.agent.management.call.Answer} goes out or a {@link
 * io.webgateway.agent.management.call.CallRefused} is thrown. Must import nothing else of the
 * agent.
 */
@NullMarked
package io.webgateway.agent.management.call;

import org.jspecify.annotations.NullMarked;
