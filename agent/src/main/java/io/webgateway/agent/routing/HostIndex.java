package io.webgateway.agent.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * From canonical hosts and wildcards to values; immutable. An exact host wins over a wildcard, and
 * a wildcard stands for exactly one label, so two hash look-ups decide at any size.
 */
final class HostIndex<V> {
  private final Map<String, V> byPattern;

  HostIndex(Map<String, V> byPattern) {
    this.byPattern = new HashMap<>(byPattern);
  }

  /** The value for a canonical host. */
  Optional<V> find(String canonicalHost) {
    V exact = byPattern.get(canonicalHost);
    if (exact != null) {
      return Optional.of(exact);
    }
    return HostNames.wildcardFor(canonicalHost)
        .flatMap(wildcard -> Optional.ofNullable(byPattern.get(wildcard)));
  }
}
