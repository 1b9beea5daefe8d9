package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** Opens the way from a console to an agent's management API over TLS. Blocking. */
public final class AgentConnection {
  private AgentConnection() {}

  /**
   * Makes contact with a node whose id is known: verifies that whoever answers holds the TLS key
   * that the node has signed.
   *
   * @param agent {@code https://host:port}
   * @param node the node's id, from a place that is trusted
   * @return what to remember; has a pin
   * @throws UntrustedException when whoever answers is not that node
   * @throws UnreachableException when nobody answers
   */
  public static Profile contact(String agent, IdentityId node) {
    return new Profile(agent, Optional.of(node), Optional.empty(), Optional.of(pin(agent, node)));
  }

  /**
   * A client for a profile with a pin; a key that the node has renewed is looked up by itself.
   *
   * @param profile of an agent on TLS, with node and pin
   * @param authority in whose name
   */
  public static GatewayClient open(Profile profile, CallAuthority authority, InstantSource clock) {
    return new GatewayClient(
        new RepinningTransport(profile, AgentConnection::renewed, AgentConnection::dial),
        profile.node(),
        authority,
        clock);
  }

  private static Profile renewed(Profile profile) {
    return profile.withPin(pin(profile.agent(), profile.node().orElseThrow()));
  }

  private static Transport dial(Profile profile) {
    return TlsTransport.pinned(URI.create(profile.agent()), profile.tlsPin().orElseThrow());
  }

  private static String pin(String agent, IdentityId node) {
    return FirstContact.pin(URI.create(agent), node);
  }
}
