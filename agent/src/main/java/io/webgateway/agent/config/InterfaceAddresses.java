package io.webgateway.agent.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.HashSet;
import java.util.Set;

/** The addresses of this machine, as its interfaces have them at one moment. */
public final class InterfaceAddresses {
  private InterfaceAddresses() {}

  /**
   * Every address of every interface, and the broadcast addresses of their networks: none of them
   * is a backend.
   *
   * @throws IOException when the system does not tell
   */
  public static Set<InetAddress> read() throws IOException {
    Set<InetAddress> found = new HashSet<>();
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      for (InterfaceAddress address : card.getInterfaceAddresses()) {
        add(found, address.getAddress());
        InetAddress broadcast = address.getBroadcast();
        if (broadcast != null) {
          add(found, broadcast);
        }
      }
    }
    return Set.copyOf(found);
  }

  // Made anew from the bytes, so that no zone or host name comes along.
  private static void add(Set<InetAddress> found, InetAddress address) throws IOException {
    found.add(InetAddress.getByAddress(address.getAddress()));
  }
}
