/**
 * The frames of WebSockets (RFC 6455 section 5), as far as they must be followed where a WebSocket
 * may get another backend: {@code FrameCursor} finds their ends, {@code Uplink} and {@code
 * Downlink} say what each side may get. What becomes of it is decided in {@code routing.resume},
 * and {@code stream.SocketRelay} has the sockets.
 */
@NullMarked
package io.webgateway.agent.proxy.websocket;

import org.jspecify.annotations.NullMarked;
