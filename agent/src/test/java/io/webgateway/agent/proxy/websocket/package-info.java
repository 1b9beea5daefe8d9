/** Tests of the frames of WebSockets that may get another backend. */
@NullMarked
package io.webgateway.agent.proxy.websocket;

import org.jspecify.annotations.NullMarked;
