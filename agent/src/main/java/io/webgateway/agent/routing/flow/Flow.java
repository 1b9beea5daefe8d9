package io.webgateway.agent.routing.flow;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.limit.Direction;
import io.webgateway.agent.routing.limit.Lease;
import io.webgateway.agent.routing.limit.WorkloadGate;
import io.webgateway.model.workload.policy.BackendLoss;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One flow of a table: where it stands, and what it counts. Written by its table alone; confined to
 * the table's thread.
 *
 * @param <T> what the shell knows it by
 */
public final class Flow<T> {
  /** Where it stands with its backend. */
  enum State {
    /** It has none, until its client sends again. */
    UNPINNED,
    /** One was asked for. */
    OPENING,
    /** It has one. */
    OPEN,
    /** There is none, and its workload waits for one: it is tried again. */
    WAITING,
    /** It is over. */
    ENDED
  }

  final FlowKey key;
  final Service service;
  final Lease lease;
  final long startedNanos;
  final FlowOutput.ToBackend<T> toBackend = new FlowOutput.ToBackend<>(this);
  final FlowOutput.ToClient<T> toClient = new FlowOutput.ToClient<>(this);
  private @Nullable T peer;
  State state = State.UNPINNED;
  int upstream;
  int routesSeen;
  Cluster.@Nullable Endpoint endpoint;
  Cluster.@Nullable Endpoint refused;
  long activeNanos;
  boolean answered;
  boolean proved;

  /** Datagrams that the shell keeps; the first ones may be copies of what was sent already. */
  int held;

  int heldBytes;
  int heldCopies;
  int heldCopyBytes;

  /** What each of them has, oldest first. */
  final Deque<Integer> heldSizes = new ArrayDeque<>(1);

  boolean sentTwice;
  long keptSinceNanos;

  /** Whether it has lost its backend, or found none, and none has shown since that it is one. */
  boolean lost;

  long lostNanos;
  int searches;
  long nextSearchNanos;

  /** What the client may be answered by, until it is proved. */
  long receivedBytes;

  private long clientDatagrams;
  private long clientBytes;
  private long backendDatagrams;
  private long backendBytes;
  private long drops;

  /** One workload of one tenant at the table's port; outlives edits, not a change of owner. */
  static final class Service {
    final FlowQuota quota;
    final WorkloadGate gate;
    UdpRoute route;
    Set<Cluster.Endpoint> unwell;
    BackendLoss loss;

    /** Moves with every edit, so that flows look whether their endpoint is still there. */
    int routes;

    Service(FlowInput.Serve<?> first) {
      this.quota = first.quota();
      this.route = first.route();
      this.gate = first.gate();
      this.unwell = first.unwell();
      this.loss = first.route().cluster().policy().backendLoss();
    }

    boolean isOf(UdpRoute other) {
      return route.workload().equals(other.workload()) && route.tenant().equals(other.tenant());
    }

    /** Answers whether endpoints have come, gone or got well, so that who waits should look. */
    boolean follow(FlowInput.Serve<?> edit) {
      boolean moved = !edit.route().cluster().endpoints().equals(route.cluster().endpoints());
      boolean better = !edit.unwell().containsAll(unwell);
      route = edit.route();
      unwell = edit.unwell();
      loss = edit.route().cluster().policy().backendLoss();
      routes++;
      return moved || better;
    }

    /** Whether flows live on while there is no backend. */
    boolean waits() {
      return loss instanceof BackendLoss.Wait;
    }

    /** For how long; nobody waits at all where the workload does not. */
    long waitNanos() {
      return switch (loss) {
        case BackendLoss.Fail _ -> 0;
        case BackendLoss.Wait wait -> wait.holdMillis() * 1_000_000L;
      };
    }

    /** Whether flows should wait without trying: all are known to be unwell. */
    boolean hasNobody() {
      return waits() && unwell.containsAll(route.cluster().endpoints());
    }

    boolean has(Cluster.@Nullable Endpoint endpoint) {
      return endpoint != null && route.cluster().endpoints().contains(endpoint);
    }
  }

  Flow(FlowKey key, Service service, Lease lease, long nowNanos) {
    this.key = key;
    this.service = service;
    this.lease = lease;
    this.startedNanos = nowNanos;
    this.activeNanos = nowNanos;
    this.routesSeen = service.routes;
  }

  /** Gives it what the shell needs. */
  public void attach(T shells) {
    peer = shells;
  }

  /**
   * What the shell gave it.
   *
   * @throws IllegalStateException when nothing was given
   */
  public T peer() {
    T present = peer;
    if (present == null) {
      throw new IllegalStateException("the flow has no peer yet");
    }
    return present;
  }

  /** The route of its workload as it is now. */
  public UdpRoute route() {
    return service.route;
  }

  /** The endpoint that just refused what is being sent again; to be left out. */
  public Optional<Cluster.Endpoint> refused() {
    return Optional.ofNullable(refused);
  }

  /** Where it was sent last, if it was. */
  public Optional<Cluster.Endpoint> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  /** Whether it is over. */
  public boolean isOver() {
    return state == State.ENDED;
  }

  /** When it began, on the clock of its table. */
  public long startedNanos() {
    return startedNanos;
  }

  /** Datagrams sent to backends. */
  public long clientDatagrams() {
    return clientDatagrams;
  }

  /** Their bytes. */
  public long clientBytes() {
    return clientBytes;
  }

  /** Datagrams sent to the client. */
  public long backendDatagrams() {
    return backendDatagrams;
  }

  /** Their bytes. */
  public long backendBytes() {
    return backendBytes;
  }

  /** Datagrams of both sides that were not sent. */
  public long drops() {
    return drops;
  }

  void sentToBackend(int datagrams, int bytes) {
    clientDatagrams += datagrams;
    clientBytes += bytes;
  }

  /** Whether bandwidth is left for a datagram, which takes it; costs one look without limits. */
  boolean takesBandwidth(Direction direction, int bytes, long nowNanos) {
    if (!service.gate.limitsBandwidth()) {
      return true;
    }
    if (lease.owedNanos(direction, nowNanos) > 0) {
      return false;
    }
    lease.passed(direction, bytes, nowNanos);
    return true;
  }

  /** Whether one that answers would break the cap on what goes to an unproved address. */
  boolean wouldAmplify(int bytes) {
    int factor = service.route.limits().amplification();
    return !proved && factor > 0 && backendBytes + bytes > factor * receivedBytes;
  }

  void sentToClient(int bytes) {
    backendDatagrams++;
    backendBytes += bytes;
  }

  void dropped(int datagrams) {
    drops += datagrams;
  }

  void notSentAfterAll(boolean wasForClient, int datagrams, int bytes) {
    drops += datagrams;
    if (wasForClient) {
      backendDatagrams -= datagrams;
      backendBytes -= bytes;
    } else {
      clientDatagrams -= datagrams;
      clientBytes -= bytes;
    }
  }

  @Override
  public String toString() {
    return "Flow[" + key + ", " + state + " " + upstream + (proved ? ", proved" : "") + "]";
  }
}
