package io.webgateway.agent.reconcile;

import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.agent.proxy.ProxyEngine;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.RouteInputs;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.RouteTableCompiler;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the data plane a new table when the picture has changed, or when a listener could not be
 * bound the last time. {@link #table} may be asked by any thread; the rest is for one.
 */
final class TableHandOver {
  private static final Logger LOG = LoggerFactory.getLogger(TableHandOver.class);

  private final ProxyEngine engine;
  private volatile Optional<RouteTable> table = Optional.empty();
  private Optional<HandedOver> last = Optional.empty();

  TableHandOver(ProxyEngine engine) {
    this.engine = engine;
  }

  private record HandedOver(RouteInputs inputs, ApplyReport report) {
    boolean stillHolds(RouteInputs wanted) {
      return inputs.equals(wanted)
          && report.listeners().values().stream().noneMatch(ListenerState.Failed.class::isInstance);
    }
  }

  /** The table that serves now; empty before the first. */
  Optional<RouteTable> table() {
    return table;
  }

  /** What the data plane answers, or has answered to the same picture. */
  ApplyReport apply(List<Listener> listeners, RoutePicture picture, BackendPolicy policy) {
    long version = last.map(l -> l.inputs().version()).orElse(0L);
    if (last.map(l -> l.stillHolds(inputs(version, listeners, picture, policy))).orElse(false)) {
      return last.get().report();
    }
    RouteInputs next = inputs(version + 1, listeners, picture, policy);
    RouteTable compiled = RouteTableCompiler.compile(next);
    ApplyReport report = engine.apply(compiled);
    table = Optional.of(compiled);
    last = Optional.of(new HandedOver(next, report));
    LOG.info(
        "Route table {}: {} routes, {} certificates",
        next.version(),
        next.routes().size() + next.ports().size(),
        next.certificates().size());
    return report;
  }

  private static RouteInputs inputs(
      long version, List<Listener> listeners, RoutePicture picture, BackendPolicy policy) {
    return new RouteInputs(
        version,
        listeners,
        picture.routes(),
        picture.ports(),
        picture.certificates(),
        picture.tenants(),
        policy);
  }
}
