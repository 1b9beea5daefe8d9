package io.webgateway.console.web.session;

import io.webgateway.client.live.StatusListener;

/**
 * Where a {@link LivePicture} comes from: an agent, or what stands in its place in a test.
 * Blocking; throws {@link io.webgateway.client.GatewayException} when the agent refuses or is
 * silent.
 */
public interface PictureSource {

  /** Reads all lists. */
  Picture read();

  /** Begins to follow changes; closing ends it. */
  AutoCloseable follow(StatusListener listener);
}
