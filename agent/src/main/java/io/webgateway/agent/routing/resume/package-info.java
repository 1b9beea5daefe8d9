/**
 * What becomes of a visitor's connection when its backend is lost, pure: start at {@code
 * ResumableStream} for bytes that nobody looks at, at {@code SocketFate} for a WebSocket. It knows
 * nothing of frames, sockets or HTTP, and nothing of waiting, which is {@code routing.hold}.
 * Imports {@code model} only.
 */
@NullMarked
package io.webgateway.agent.routing.resume;

import org.jspecify.annotations.NullMarked;
