package io.webgateway.agent.proxy.stream;

import io.netty.channel.Channel;
import io.webgateway.agent.proxy.introduction.Introduction;
import io.webgateway.agent.proxy.upstream.Attempts;
import io.webgateway.agent.proxy.upstream.ConnectOutcome;
import io.webgateway.agent.proxy.upstream.PoolKey;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.resume.ResumableStream;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.ProxyProtocol;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds a backend for one visitor's connection, and another when that one is lost. Waits where the
 * workload does. Event loop of the connection; {@link #over} must be called at its end.
 */
final class BackendSearch implements Attempts.Outcome {
  /** Who searches. */
  interface Seeker {
    /** This one has taken a connection, which nobody has used yet. */
    void found(Channel backend);

    /** There is none, or not in time. */
    void gaveUp(CompletionReason reason);

    /** Bytes of the visitor that are kept meanwhile. */
    long keptBytes();
  }

  private final StreamContext context;
  private final StreamRoute route;
  private final StreamLifecycle lifecycle;
  private final StreamOpening.Visitor visitor;
  private final Attempts attempts;
  private @Nullable Seeker seeker;
  private Cluster.@Nullable Endpoint endpoint;
  private int connections;
  private boolean over;

  BackendSearch(
      StreamContext context,
      StreamRoute route,
      StreamLifecycle lifecycle,
      StreamOpening.Visitor visitor) {
    this.context = context;
    this.route = route;
    this.lifecycle = lifecycle;
    this.visitor = visitor;
    this.attempts =
        context
            .balancer()
            .attempts(
                route.cluster(),
                () -> visitor.addresses().visitor().getAddress().getAddress(),
                route.limits().connectTimeoutMillis());
  }

  /** The next that may be tried; whoever is told then. */
  void next(Seeker asks) {
    seeker = asks;
    attempts.next(this);
  }

  /**
   * The last one is gone, and another is sought.
   *
   * @param again it had not shown that it is one
   */
  void lost(String why, boolean again, Seeker asks) {
    attempts.lost(why, again);
    next(asks);
  }

  /** The last one has shown that it is one. */
  void proved() {
    attempts.connected();
  }

  /** Whether whoever waits is still counted among those who do. */
  boolean isHeld() {
    return attempts.isHeld();
  }

  Attempts attempts() {
    return attempts;
  }

  /** What the newest table says. */
  BackendLoss loss() {
    return attempts.loss();
  }

  /** The last one. */
  Cluster.Endpoint endpoint() {
    return Objects.requireNonNull(endpoint);
  }

  @Override
  public void chosen(Cluster.Endpoint chosen) {
    endpoint = chosen;
    lifecycle.sentTo(chosen);
    connect(introduction(), this::connectEnded);
  }

  @Override
  public void gaveUp(CompletionReason reason, String detail) {
    if (seeker != null) {
      seeker.gaveUp(reason);
    }
  }

  @Override
  public long heldBytes() {
    return seeker == null ? 0 : seeker.keptBytes();
  }

  /** Opens a connection to the last one, beside any that there is. */
  void connect(Introduction introduction, Consumer<ConnectOutcome> then) {
    context
        .connector()
        .connect(
            key(introduction),
            context.live().current().routes().backendPolicy(),
            attempts.connectMillis(route.limits().connectTimeoutMillis()),
            then);
  }

  private PoolKey key(Introduction introduction) {
    return switch (endpoint()) {
      case Cluster.Endpoint.Address address ->
          PoolKey.of(route.tenant(), address, route.protocolOf(attempts.cluster()), introduction);
    };
  }

  /** What is known of the last one, now that it has ended its half. */
  ResumableStream.Standing standing() {
    return attempts.stands() ? ResumableStream.Standing.STANDS : ResumableStream.Standing.GONE;
  }

  ProxyProtocol proxyProtocol() {
    return attempts.cluster().policy().proxyProtocol();
  }

  /** One that may be resumed says which it is, so that backends can know it again. */
  private Introduction introduction() {
    boolean resumes = loss() instanceof BackendLoss.Wait wait && wait.resumes();
    return resumes && proxyProtocol() == ProxyProtocol.V2
        ? new Introduction.OfSession(visitor.addresses(), lifecycle.id(), connections)
        : Introduction.of(proxyProtocol(), visitor.addresses());
  }

  private void connectEnded(ConnectOutcome outcome) {
    switch (outcome) {
      case ConnectOutcome.Connected connected -> {
        if (over || seeker == null) {
          connected.channel().close();
        } else {
          connections++;
          seeker.found(connected.channel());
        }
      }
      case ConnectOutcome.NotConnected why -> {
        attempts.notConnected(why);
        if (!over) {
          attempts.next(this);
        }
      }
    }
  }

  /** Nothing is sought any more. */
  void over() {
    over = true;
    attempts.over();
  }
}
