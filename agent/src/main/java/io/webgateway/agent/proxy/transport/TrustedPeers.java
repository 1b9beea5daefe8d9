package io.webgateway.agent.proxy.transport;

import io.webgateway.model.name.IpPrefix;
import java.net.InetAddress;
import java.util.List;

/**
 * The proxies in front of the gateway: their connections begin with a PROXY header, nobody else's
 * do.
 *
 * @param prefixes where they come from; none by default
 * @param headerTimeoutMillis from their connection to the header's last byte
 */
public record TrustedPeers(List<IpPrefix> prefixes, long headerTimeoutMillis) {
  /** A proxy sends its header at once; this forgives one lost packet and its repetition. */
  public static final long HEADER_TIMEOUT_MILLIS = 5_000;

  /** There is nobody in front. */
  public static final TrustedPeers NONE = of(List.of());

  /** Copies the list. */
  public TrustedPeers {
    prefixes = List.copyOf(prefixes);
  }

  /** With the usual 5 s for a header. */
  public static TrustedPeers of(List<IpPrefix> prefixes) {
    return new TrustedPeers(prefixes, HEADER_TIMEOUT_MILLIS);
  }

  /** Whether a connection from there begins with a header. */
  public boolean contains(InetAddress peer) {
    // By index: an empty list is asked for every connection, and must cost nothing.
    for (int i = 0; i < prefixes.size(); i++) {
      if (prefixes.get(i).contains(peer)) {
        return true;
      }
    }
    return false;
  }
}
