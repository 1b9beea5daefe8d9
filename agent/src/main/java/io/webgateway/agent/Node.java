package io.webgateway.agent;

import io.webgateway.agent.management.port.NodeFacts;
import io.webgateway.agent.pool.NodeKeys;
import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.agent.proxy.ProxyEngine;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.proxy.tls.TlsOffer;
import io.webgateway.agent.reconcile.LedgerState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who this node is.
 *
 * @param keys its keys
 * @param ledger its ledger
 * @param tlsPin SHA-256 of its management certificate's public key
 * @param endpoints URLs of its management API
 */
record Node(NodeKeys keys, String ledger, String tlsPin, List<String> endpoints) {

  /** The version of the program; a development build has none. */
  static String version() {
    return Optional.ofNullable(Node.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** The node as it is now, for the management API. */
  NodeFacts facts(LedgerState state, Instant startedAt) {
    return new NodeFacts(
        keys.node(),
        ledger,
        state.pool(),
        state.provider(),
        state.pool().isPresent(),
        tlsPin,
        endpoints,
        state.applied().map(Node::listeners).orElse(List.of()),
        tls(ProxyEngine.tlsOffer()),
        version(),
        startedAt,
        state.divergences().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .sorted()
            .toList());
  }

  private static NodeFacts.TlsFacts tls(TlsOffer offer) {
    return new NodeFacts.TlsFacts(offer.versions(), offer.groups(), offer.nativeProvider());
  }

  private static List<NodeFacts.ListenerFacts> listeners(ApplyReport report) {
    return report.listeners().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> listener(e.getKey(), e.getValue()))
        .toList();
  }

  private static NodeFacts.ListenerFacts listener(String name, ListenerState state) {
    return switch (state) {
      case ListenerState.Bound bound ->
          new NodeFacts.ListenerFacts(
              name,
              bound.address().getAddress().getHostAddress() + ":" + bound.address().getPort(),
              NodeFacts.ListenerFacts.BOUND,
              Optional.empty());
      case ListenerState.Failed failed ->
          new NodeFacts.ListenerFacts(
              name, "", NodeFacts.ListenerFacts.FAILED, Optional.of(failed.problem()));
    };
  }
}
