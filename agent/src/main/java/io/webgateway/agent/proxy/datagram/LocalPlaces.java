package io.webgateway.agent.proxy.datagram;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The addresses of this machine at which one port is asked, on one event loop. A port that is bound
 * to every address gets a socket of its own for each at which somebody asks, so that answers come
 * from where the question went. Confined to the event loop.
 */
final class LocalPlaces {
  /** A machine that is asked at more answers from wherever the system likes. */
  static final int MAX_PLACES = 64;

  private final Map<InetAddress, LocalPlace> byAddress = new HashMap<>();
  private final Predicate<InetAddress> wanted;

  /**
   * No place yet.
   *
   * @param wanted told of an address that should get a socket of its own; answers whether it will
   */
  LocalPlaces(Predicate<InetAddress> wanted) {
    this.wanted = wanted;
  }

  /** The place that a datagram came to. */
  LocalPlace of(InetSocketAddress recipient, Channel arrived) {
    InetAddress address = recipient.getAddress();
    LocalPlace known = byAddress.get(address);
    if (known != null) {
      return known;
    }
    boolean getsItsOwn =
        byAddress.size() < MAX_PLACES
            && !address.isAnyLocalAddress()
            && !address.isMulticastAddress()
            && wanted.test(address);
    LocalPlace fresh = new LocalPlace(address, arrived, !getsItsOwn);
    if (byAddress.size() < MAX_PLACES) {
      byAddress.put(address, fresh);
    }
    return fresh;
  }

  /** Answers from an address leave through its own socket from now on. */
  void opened(InetAddress address, Channel own) {
    LocalPlace known = byAddress.get(address);
    if (known != null) {
      known.answerFrom(own);
    } else if (byAddress.size() < MAX_PLACES) {
      byAddress.put(address, new LocalPlace(address, own, true));
    }
  }

  /** An address gets no socket of its own. */
  void notOpened(InetAddress address) {
    LocalPlace known = byAddress.get(address);
    if (known != null) {
      known.settle();
    }
  }
}
