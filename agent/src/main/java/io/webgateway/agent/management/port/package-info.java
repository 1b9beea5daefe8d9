/**
 * What the management API needs of the rest of the node, as small ports that are gathered in {@link
 * io.webgateway.agent.management.port.ManagementPorts}: so the API runs alone in tests, and the
 * assembly alone knows who is behind each of them.
 */
@NullMarked
package io.webgateway.agent.management.port;

import org.jspecify.annotations.NullMarked;
