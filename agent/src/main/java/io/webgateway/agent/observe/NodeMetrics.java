package io.webgateway.agent.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webgateway.agent.tap.TapSessions;
import io.webgateway.agent.tap.TrafficRing;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.FlowDrop;
import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The node's metrics, in the text form of Prometheus. No label ever names a tenant, a host or a
 * workload. Any thread.
 */
public final class NodeMetrics implements AutoCloseable {
  /** The media type of {@link #scrape}. */
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double MILLIS_PER_SECOND = 1_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** The metrics of the running program. */
  public NodeMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /**
   * Counts a call of the management API.
   *
   * @param route the route's pattern, never the path
   * @param method the method
   * @param status the HTTP status
   * @param durationNanos how long it took
   */
  public void call(String route, String method, int status, long durationNanos) {
    Timer.builder("webgw.api.calls")
        .description("Calls of the management API")
        .tags("route", route, "method", method, "status", String.valueOf(status))
        .register(registry)
        .record(Duration.ofNanos(durationNanos));
  }

  /** Shows a number that only grows, read when somebody scrapes. */
  public void counter(String name, String description, LongSupplier value) {
    FunctionCounter.builder(name, value, LongSupplier::getAsLong)
        .description(description)
        .register(registry);
  }

  /** Shows a number of now, read when somebody scrapes. */
  public void gauge(String name, String description, DoubleSupplier value) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  /** Shows what the data plane counts. */
  public void traffic(Supplier<TrafficCounters.Snapshot> counters) {
    for (CompletionReason reason : CompletionReason.values()) {
      FunctionCounter.builder(
              "webgw.completions",
              counters,
              source -> source.get().completions().getOrDefault(reason, 0L))
          .description(
              "Finished exchanges, connections and flows, and refused handshakes, by reason")
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    for (FlowDrop reason : FlowDrop.values()) {
      FunctionCounter.builder(
              "webgw.datagrams.dropped",
              counters,
              source -> source.get().droppedDatagrams().getOrDefault(reason, 0L))
          .description("Datagrams that were not passed on, by reason")
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    gauge("webgw.flows.open", "Flows of datagrams", () -> counters.get().openFlows());
    counter(
        "webgw.flows.moved",
        "Flows of datagrams that got another backend, or theirs once more",
        () -> counters.get().movedFlows());
    counter("webgw.request.bytes", "Body bytes from visitors", () -> counters.get().requestBytes());
    counter("webgw.response.bytes", "Body bytes to visitors", () -> counters.get().responseBytes());
    gauge(
        "webgw.connections.open", "Visitors' connections", () -> counters.get().openConnections());
    gauge(
        "webgw.tunnels.open",
        "Visitors' connections that are relayed: WebSockets and TLS passed through",
        () -> counters.get().openTunnels());
  }

  /** Shows who waits for a backend. */
  public void held(Supplier<HeldVisitors> held) {
    gauge("webgw.held", "Visitors that wait for a backend", () -> held.get().now());
    gauge("webgw.held.bytes", "Bytes that are kept for them", () -> held.get().bytes());
    gauge(
        "webgw.held.oldest.seconds",
        "How long the first of them has waited",
        () -> held.get().oldestMillis() / MILLIS_PER_SECOND);
    for (HeldVisitors.How how : HeldVisitors.How.values()) {
      FunctionCounter.builder("webgw.held.ended", held, source -> source.get().ended(how))
          .description("Waits for a backend that have ended, by how")
          .tag("how", how.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  /** Shows how much is watched. */
  public void taps(TrafficRing ring, TapSessions sessions) {
    counter("webgw.tap.events", "Events taken while somebody watched", ring::published);
    counter("webgw.tap.events.lost", "Events that could not even be kept", ring::lost);
    counter(
        "webgw.tap.events.missed", "Events that watchers were told they missed", sessions::missed);
    counter("webgw.tap.sessions.opened", "Tap sessions since the start", sessions::opened);
    gauge("webgw.tap.sessions", "Tap sessions that are open", sessions::count);
  }

  /** Everything, as Prometheus reads it. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
