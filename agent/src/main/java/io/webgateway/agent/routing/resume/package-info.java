/**
 * What becomes of a WebSocket that may get another backend, pure: start at {@code SocketFate}. It
 * knows nothing of frames, sockets or HTTP. Imports {@code model} only.
 */
@NullMarked
package io.webgateway.agent.routing.resume;

import org.jspecify.annotations.NullMarked;
