package io.webgateway.agent.tap;

import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.traffic.TrafficEvent.HttpExchange;
import io.webgateway.model.traffic.TrafficEvent.StreamConnection;
import io.webgateway.model.traffic.TrafficEvent.TlsRejection;
import io.webgateway.model.traffic.TrafficEvent.UdpFlow;
import java.util.Optional;

/**
 * What somebody may see of the node's traffic. Pure.
 *
 * <p>Of its own traffic an owner sees everything. Others see of it only what runs the node or is
 * public anyway: no path, no address of a visitor (whom somebody visits is the visitor's and the
 * owner's business), no address of a backend (which is sealed). Traffic of nobody is the provider's
 * own: there the visitor's address is needed against abuse; the path stays hidden, since a host may
 * become, or just have been, somebody's.
 *
 * @param identity whose traffic is seen whole; empty for nobody's
 * @param reach what else is seen
 */
public record TapScope(String identity, Reach reach) {

  /** What else than one's own traffic is seen. */
  public enum Reach {
    /** Nothing. */
    OWN,
    /** Others' traffic, redacted. */
    TENANTS,
    /** The same, and what belongs to no tenant: unknown hosts, refused handshakes. */
    NODE
  }

  /** The event as it may be seen; empty when it may not. */
  public Optional<TrafficEvent> of(TrafficEvent event) {
    String owner = event.tenant();
    if (owner.isEmpty()) {
      return reach == Reach.NODE ? Optional.of(redacted(event, event.clientAddress())) : NOTHING;
    }
    if (owner.equals(identity)) {
      return Optional.of(event);
    }
    return reach == Reach.OWN ? NOTHING : Optional.of(redacted(event, ""));
  }

  private static final Optional<TrafficEvent> NOTHING = Optional.empty();

  private static TrafficEvent redacted(TrafficEvent event, String clientAddress) {
    return switch (event) {
      case HttpExchange exchange ->
          new HttpExchange(
              exchange.exchangeId(),
              exchange.startedAt(),
              exchange.durationNanos(),
              clientAddress,
              exchange.workload(),
              exchange.tenant(),
              exchange.protocol(),
              exchange.method(),
              exchange.host(),
              "",
              exchange.status(),
              exchange.firstByteNanos(),
              exchange.requestBytes(),
              exchange.responseBytes(),
              "",
              exchange.reason());
      case StreamConnection stream ->
          new StreamConnection(
              stream.connectionId(),
              stream.startedAt(),
              stream.durationNanos(),
              clientAddress,
              stream.workload(),
              stream.tenant(),
              stream.serverName(),
              stream.clientBytes(),
              stream.backendBytes(),
              "",
              stream.reason());
      case UdpFlow flow ->
          new UdpFlow(
              flow.flowId(),
              flow.startedAt(),
              flow.durationNanos(),
              clientAddress,
              flow.workload(),
              flow.tenant(),
              flow.clientDatagrams(),
              flow.clientBytes(),
              flow.backendDatagrams(),
              flow.backendBytes(),
              flow.drops(),
              "",
              flow.reason());
      case TlsRejection rejection -> rejection;
    };
  }
}
