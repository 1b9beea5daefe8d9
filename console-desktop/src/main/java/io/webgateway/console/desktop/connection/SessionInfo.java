package io.webgateway.console.desktop.connection;

import io.webgateway.model.identity.IdentityId;

/**
 * Who is connected to what.
 *
 * @param profile the profile's name
 * @param agent the agent's URL
 * @param identityName what the identity is called on this machine
 * @param identity who signs
 */
public record SessionInfo(String profile, String agent, String identityName, IdentityId identity) {

  /** Whether an identity id is this one's. */
  public boolean isMe(String id) {
    return identity.value().equals(id);
  }
}
