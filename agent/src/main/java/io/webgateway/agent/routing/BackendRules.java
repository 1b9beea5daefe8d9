package io.webgateway.agent.routing;

import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.IpPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * What a provider decided about the backends of its tenants, and what the node knows of itself. The
 * overlay prefixes (Mycelium 400::/7, Yggdrasil 200::/7) are always allowed and need no listing.
 *
 * @param prefixes more prefixes whose addresses are allowed, for example the provider's own network
 * @param publicAllowed whether every public address is allowed too
 * @param listed exact address:port pairs that are allowed even where nothing else would be, such as
 *     a sample service on loopback; entries with a DNS name have no effect
 * @param ownAddresses the node's own addresses, those of its interfaces and its public ones;
 *     refused on every port
 */
public record BackendRules(
    List<IpPrefix> prefixes,
    boolean publicAllowed,
    Set<HostPort> listed,
    Set<InetAddress> ownAddresses) {

  /** Overlay addresses only. */
  public static final BackendRules OVERLAY_ONLY =
      new BackendRules(List.of(), false, Set.of(), Set.of());

  /** Copies the collections. */
  public BackendRules {
    prefixes = List.copyOf(prefixes);
    listed = Set.copyOf(listed);
    ownAddresses = Set.copyOf(ownAddresses);
  }
}
