package io.webgateway.bench.change;

import java.util.List;

/**
 * What visitors noticed of one gateway.
 *
 * @param name of the gateway
 * @param version as it tells it
 * @param kinds of visitors that it can have
 * @param phases in their order
 * @param leftOut what was asked for and is not there, each with its reason
 */
record SideResult(
    String name,
    String version,
    List<String> kinds,
    List<PhaseResult> phases,
    List<String> leftOut) {
  boolean isGood() {
    return phases.stream().allMatch(PhaseResult::isGood);
  }
}
