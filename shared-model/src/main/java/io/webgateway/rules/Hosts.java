package io.webgateway.rules;

import io.webgateway.model.workload.PublicPart;
import java.util.ArrayList;
import java.util.List;

/** How host names, pools and namespaces hang together. */
public final class Hosts {
  private static final String WILDCARD = "*.";

  private Hosts() {}

  /** The domains above a domain, nearest first, without the top level. */
  public static List<String> parents(String domain) {
    List<String> parents = new ArrayList<>();
    int dot = domain.indexOf('.');
    while (dot >= 0) {
      String parent = domain.substring(dot + 1);
      if (parent.indexOf('.') >= 0) {
        parents.add(parent);
      }
      dot = domain.indexOf('.', dot + 1);
    }
    return parents;
  }

  /** A domain and those above it, nearest first, without the top level. */
  static List<String> atAndAbove(String domain) {
    List<String> domains = new ArrayList<>(parents(domain));
    domains.addFirst(domain);
    return List.copyOf(domains);
  }

  /** A host pattern without its wildcard. */
  public static String base(String host) {
    return host.startsWith(WILDCARD) ? host.substring(WILDCARD.length()) : host;
  }

  /** Whether a host lies at or below {@code <namespace>.<pool>}. */
  public static boolean isUnder(String host, String namespace, String pool) {
    String top = namespace + "." + pool;
    String base = base(host);
    return base.equals(top) || base.endsWith("." + top);
  }

  /** The hosts that a workload answers for on one pool. */
  public static List<String> on(
      String pool, List<String> pools, String namespace, PublicPart spec) {
    return switch (spec) {
      case PublicPart.HttpService http -> chosen(http.hosts(), pool, pools, namespace);
      case PublicPart.TlsPassthrough tls -> chosen(tls.hosts(), pool, pools, namespace);
      case PublicPart.TcpForward tcp -> List.of();
      case PublicPart.UdpForward udp -> List.of();
    };
  }

  private static List<String> chosen(
      List<String> hosts, String pool, List<String> pools, String namespace) {
    if (hosts.isEmpty()) {
      return List.of(namespace + "." + pool);
    }
    return hosts.stream()
        .filter(
            host ->
                isUnder(host, namespace, pool)
                    || pools.stream().noneMatch(other -> isUnder(host, namespace, other)))
        .toList();
  }
}
