/**
 * Who came, told from one proxy to the next in front of a connection's bytes: the PROXY protocol,
 * versions 1 and 2. {@code HeaderReading} reads what a trusted peer sends, {@code HeaderGate} waits
 * for it, {@code Introduction} is what backends are sent. Imports only {@code transport} of the
 * data plane.
 */
@NullMarked
package io.webgateway.agent.proxy.introduction;

import org.jspecify.annotations.NullMarked;
