package io.webgateway.agent;

import io.webgateway.agent.management.port.DrainDesk;
import io.webgateway.agent.observe.NodeMetrics;
import io.webgateway.agent.proxy.ProxyEngine;
import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.DrainTerms;
import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.policy.TlsPolicy;
import java.util.List;
import java.util.Optional;

/**
 * The data plane's drains, as the management API asks for them.
 *
 * @param engine the data plane
 */
record NodeDrains(ProxyEngine engine) implements DrainDesk {
  @Override
  public Optional<DrainProgress> begin(DrainScope scope, DrainTerms terms) {
    return engine.drains().begin(scope, terms);
  }

  @Override
  public boolean end(DrainScope scope, long number) {
    return engine.drains().end(scope, number);
  }

  @Override
  public Optional<DrainProgress> progress(DrainScope scope) {
    return engine.drains().progress(scope);
  }

  @Override
  public List<DrainProgress> all() {
    return engine.drains().all();
  }

  @Override
  public Present present(String workload, Optional<TlsPolicy> notUnder) {
    return engine.present(workload, notUnder);
  }

  @Override
  public boolean hasListener(String name) {
    return engine.hasListener(name);
  }

  void show(NodeMetrics metrics) {
    metrics.gauge(
        "webgw.draining",
        "Drains that go on: of the node, of listeners, of workloads",
        () -> all().size());
    metrics.gauge(
        "webgw.drain.left",
        "Connections and flows that are left of what is drained",
        () -> all().stream().map(DrainProgress::left).mapToLong(NodeDrains::left).sum());
    metrics.counter(
        "webgw.drain.cut",
        "Exchanges, tunnels and flows that the limit of a drain has cut",
        engine.drains()::cut);
  }

  private static long left(Present present) {
    return present.connections() + present.flows();
  }
}
