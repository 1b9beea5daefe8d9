package io.webgateway.agent.routing;

import static io.webgateway.agent.routing.AddressClass.BROADCAST;
import static io.webgateway.agent.routing.AddressClass.GLOBAL;
import static io.webgateway.agent.routing.AddressClass.LINK_LOCAL;
import static io.webgateway.agent.routing.AddressClass.LOOPBACK;
import static io.webgateway.agent.routing.AddressClass.METADATA;
import static io.webgateway.agent.routing.AddressClass.MULTICAST;
import static io.webgateway.agent.routing.AddressClass.NAT64_LOCAL;
import static io.webgateway.agent.routing.AddressClass.OVERLAY;
import static io.webgateway.agent.routing.AddressClass.PRIVATE;
import static io.webgateway.agent.routing.AddressClass.SPECIAL;
import static io.webgateway.agent.routing.AddressClass.THIS_NETWORK;
import static io.webgateway.agent.routing.AddressClass.TRANSITION;
import static io.webgateway.agent.routing.AddressClass.UNSPECIFIED;

import io.webgateway.model.name.IpPrefix;
import java.util.List;

/**
 * Which class an address belongs to: IANA's special-purpose registries (RFC 6890), the two overlay
 * networks, and the metadata services of the large clouds. The first row that contains the address
 * counts; an IPv6 address that no row contains is special, not public.
 */
final class AddressTable {
  private record Row(IpPrefix prefix, AddressClass addressClass) {}

  private static final List<Row> ROWS =
      List.of(
          row("0.0.0.0/32", UNSPECIFIED),
          row("0.0.0.0/8", THIS_NETWORK),
          row("127.0.0.0/8", LOOPBACK),
          // AWS, Google, Azure, OpenStack and others; AWS containers; Alibaba; Oracle; Azure.
          row("169.254.169.254/32", METADATA),
          row("169.254.170.2/32", METADATA),
          row("169.254.170.23/32", METADATA),
          row("100.100.100.200/32", METADATA),
          row("192.0.0.192/32", METADATA),
          row("168.63.129.16/32", METADATA),
          row("169.254.0.0/16", LINK_LOCAL),
          row("224.0.0.0/4", MULTICAST),
          row("255.255.255.255/32", BROADCAST),
          row("10.0.0.0/8", PRIVATE),
          row("172.16.0.0/12", PRIVATE),
          row("192.168.0.0/16", PRIVATE),
          row("100.64.0.0/10", PRIVATE),
          row("192.0.0.0/24", SPECIAL),
          row("192.0.2.0/24", SPECIAL),
          row("192.88.99.0/24", SPECIAL),
          row("198.18.0.0/15", SPECIAL),
          row("198.51.100.0/24", SPECIAL),
          row("203.0.113.0/24", SPECIAL),
          row("240.0.0.0/4", SPECIAL),
          row("0.0.0.0/0", GLOBAL),
          row("::/128", UNSPECIFIED),
          row("::1/128", LOOPBACK),
          row("fe80::/10", LINK_LOCAL),
          row("ff00::/8", MULTICAST),
          // AWS, AWS containers and DNS; Google; Scaleway.
          row("fd00:ec2::/32", METADATA),
          row("fd20:ce::254/128", METADATA),
          row("fd00:42::42/128", METADATA),
          row("64:ff9b:1::/48", NAT64_LOCAL),
          row("64:ff9b::/96", TRANSITION),
          row("2002::/16", TRANSITION),
          row("2001::/32", TRANSITION),
          row("200::/7", OVERLAY),
          row("400::/7", OVERLAY),
          row("fc00::/7", PRIVATE),
          row("fec0::/10", PRIVATE),
          row("2001::/23", SPECIAL),
          row("2001:db8::/32", SPECIAL),
          row("3fff::/20", SPECIAL),
          row("2000::/3", GLOBAL),
          row("::/0", SPECIAL));

  private AddressTable() {}

  /**
   * The class of an address.
   *
   * @param address 4 or 16 bytes; IPv4-mapped IPv6 has been unwrapped before
   */
  static AddressClass classOf(byte[] address) {
    for (Row row : ROWS) {
      if (row.prefix.contains(address)) {
        return row.addressClass;
      }
    }
    throw new IllegalArgumentException("an address has 4 or 16 bytes");
  }

  private static Row row(String prefix, AddressClass addressClass) {
    return new Row(IpPrefix.of(prefix), addressClass);
  }
}
