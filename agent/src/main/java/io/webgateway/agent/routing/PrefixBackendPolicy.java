package io.webgateway.agent.routing;

import io.webgateway.agent.routing.BackendPolicy.Verdict.Allowed;
import io.webgateway.agent.routing.BackendPolicy.Verdict.Refused;
import io.webgateway.model.name.DnsName;
import io.webgateway.model.name.Host;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.IpPrefix;
import io.webgateway.model.name.IpText;
import io.webgateway.model.name.Parsed;
import io.webgateway.model.name.Port;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deny by default. An address is allowed when it lies in an overlay network, in a prefix that the
 * provider lists, or is public and the provider chose so. Loopback, link-local, metadata,
 * multicast, broadcast, unspecified addresses and the node's own are refused even then, unless the
 * exact address:port is listed. IPv4 inside IPv6 (mapped, compatible, translated, 6to4, NAT64,
 * Teredo, ISATAP) is unwrapped, and both the wrapping and what is wrapped must be allowed. Zones
 * are ignored.
 *
 * <p>Codes of refusals: {@code bad-port}, {@code malformed}, {@code local-name}, {@code
 * own-address}, {@code unspecified}, {@code this-network}, {@code loopback}, {@code link-local},
 * {@code metadata}, {@code multicast}, {@code broadcast}, {@code nat64-local}, {@code private},
 * {@code special}, {@code transition}, {@code public}.
 *
 * <p>Thread: immutable, any thread; nothing blocks and no name is looked up.
 */
public final class PrefixBackendPolicy implements BackendPolicy {
  private static final Verdict ALLOWED = new Allowed();
  private static final String CURE =
      "; use the machine's overlay address (Mycelium 400::/7 or Yggdrasil 200::/7),"
          + " or ask the provider to list ";
  private static final Set<String> LOCAL_NAMES =
      Set.of("localhost", "localdomain", "ip6-localhost", "ip6-loopback");
  private static final List<Host> LOOPBACKS = List.of(Host.of("127.0.0.1"), Host.of("::1"));

  private final BackendRules rules;

  /** Makes the policy of one provider's rules on one node. */
  public PrefixBackendPolicy(BackendRules rules) {
    this.rules = rules;
  }

  @Override
  public Verdict decide(InetAddress address, int port) {
    if (port < 1 || port > 65_535) {
      return new Refused(
          "bad-port", port + " is not a port; write a number from 1 to 65535 after the host.");
    }
    byte[] bytes = EmbeddedIpv4.unmapped(address.getAddress());
    InetAddress plain = EmbeddedIpv4.toAddress(bytes);
    HostPort target = new HostPort(new Host.Literal(plain), new Port(port));
    if (rules.listed().contains(target)) {
      return ALLOWED;
    }
    List<EmbeddedIpv4> inside = EmbeddedIpv4.in(bytes);
    return alwaysRefused(target, bytes, inside)
        .or(() -> notAllowed(target, bytes, inside))
        .map(Verdict.class::cast)
        .orElse(ALLOWED);
  }

  /**
   * Decides what a tenant wrote. An address is decided at once; a DNS name is accepted subject to
   * {@link #decide} with each address that it resolves to when connecting, except for names that
   * always mean the machine itself.
   */
  public Verdict decideText(HostPort written) {
    return switch (written.host()) {
      case Host.Literal(InetAddress address) -> decide(address, written.port().number());
      case Host.Named(DnsName name) -> decideName(name, written.port());
    };
  }

  /** Like {@link #decideText(HostPort)}, from the text itself; code {@code malformed} if unread. */
  public Verdict decideText(String written) {
    return switch (HostPort.parse(written)) {
      case Parsed.Valid<HostPort>(HostPort target) -> decideText(target);
      case Parsed.Invalid<HostPort>(String problem) -> new Refused("malformed", problem);
    };
  }

  private Verdict decideName(DnsName name, Port port) {
    List<String> labels = name.labels();
    if (!LOCAL_NAMES.contains(labels.getLast()) || isLoopbackListed(port)) {
      return ALLOWED;
    }
    return new Refused(
        "local-name", name + " means the gateway itself" + CURE + "127.0.0.1:" + port + ".");
  }

  private boolean isLoopbackListed(Port port) {
    return LOOPBACKS.stream().anyMatch(host -> rules.listed().contains(new HostPort(host, port)));
  }

  private Optional<Refused> alwaysRefused(
      HostPort target, byte[] bytes, List<EmbeddedIpv4> inside) {
    for (EmbeddedIpv4 embedded : inside) {
      String shown =
          target.host()
              + " carries "
              + IpText.format(embedded.address())
              + " ("
              + embedded.form()
              + ")";
      Optional<Refused> refused =
          alwaysRefused(target, embedded.address().getAddress(), shown + ", which ");
      if (refused.isPresent()) {
        return refused;
      }
    }
    return alwaysRefused(target, bytes, target.host() + " ");
  }

  private Optional<Refused> alwaysRefused(HostPort target, byte[] bytes, String subject) {
    AddressClass found = AddressTable.classOf(bytes);
    if (found.alwaysRefused()) {
      return Optional.of(
          new Refused(found.code(), subject + found.words() + CURE + target + " itself."));
    }
    if (rules.ownAddresses().contains(EmbeddedIpv4.toAddress(bytes))) {
      return Optional.of(
          new Refused(
              "own-address",
              subject + "is an address of the gateway itself" + CURE + target + " itself."));
    }
    return Optional.empty();
  }

  private Optional<Refused> notAllowed(HostPort target, byte[] bytes, List<EmbeddedIpv4> inside) {
    AddressClass outer = AddressTable.classOf(bytes);
    boolean outerAllowed =
        outer == AddressClass.OVERLAY
            || isInPrefix(bytes)
            || (rules.publicAllowed()
                && (outer == AddressClass.GLOBAL || outer == AddressClass.TRANSITION));
    if (!outerAllowed) {
      return Optional.of(refusal(outer, target.host() + " "));
    }
    for (EmbeddedIpv4 embedded : inside) {
      AddressClass inner = AddressTable.classOf(embedded.address().getAddress());
      if (inner != AddressClass.GLOBAL && !isInPrefix(embedded.address().getAddress())) {
        String address = IpText.format(embedded.address());
        return Optional.of(refusal(inner, target.host() + " carries " + address + ", which "));
      }
    }
    return Optional.empty();
  }

  private static Refused refusal(AddressClass addressClass, String subject) {
    return new Refused(addressClass.code(), subject + addressClass.words() + CURE + "its prefix.");
  }

  private boolean isInPrefix(byte[] address) {
    for (IpPrefix prefix : rules.prefixes()) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
