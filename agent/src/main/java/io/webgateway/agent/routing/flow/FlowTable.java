package io.webgateway.agent.routing.flow;

import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.flow.Flow.Service;
import io.webgateway.agent.routing.flow.Flow.State;
import io.webgateway.agent.routing.limit.Direction;
import io.webgateway.agent.routing.limit.Lease;
import io.webgateway.agent.routing.limit.LimitDecision;
import io.webgateway.model.traffic.FlowDrop;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The flows of one port on one event loop, and every decision on their datagrams. No sockets,
 * clocks or randomness inside: what happens comes in as {@link FlowInput} with the time, what is to
 * be done goes out as {@link FlowOutput}. A datagram of a flow that is there costs no object.
 * Confined to one thread.
 *
 * <p>A flow begins with its client's first datagram. Until its backend can be sent to, a few are
 * kept and later ones dropped, see {@link HeldDatagrams}. Where there is more than one endpoint,
 * copies of them stay for a second or until an answer comes, so that they can be sent once more, to
 * another endpoint, when the first turns out to be dead.
 *
 * <p>Where its workload waits for lost backends, a flow without one lives on for as long as the
 * workload says, see {@link WaitingFlows}; what it keeps is tried again and again, and at once when
 * the endpoints change.
 *
 * <p>A flow is <em>proved</em> once its client sends again after it was answered. Until then it
 * gets at most so many times the bytes that it sent, and must give way, oldest first, when there is
 * no room for a new flow; a proved flow never must.
 *
 * @param <T> what the shell knows a flow by
 */
public final class FlowTable<T> {
  /** So many sockets are closed at one tick, so that an event loop is not busy with it for long. */
  public static final int MAX_ENDS_PER_TICK = 512;

  /** Silence after which a flow ends while its listener goes away. */
  public static final long DRAIN_QUIET_NANOS = 200_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Consumer<? super FlowOutput<T>> shell;
  private final EnumMap<FlowDrop, FlowOutput.Drop<T>> drops = new EnumMap<>(FlowDrop.class);

  /** In the order of their last datagram. */
  private final LinkedHashMap<FlowKey, Flow<T>> flows = new LinkedHashMap<>(16, 0.75f, true);

  private final LinkedHashSet<Flow<T>> byAge = new LinkedHashSet<>();
  private final UnprovedFlows<T> unproved = new UnprovedFlows<>();
  private final HeldDatagrams<T> held;
  private final WaitingFlows<T> waiting;
  private final FlowPins<T> pins;
  private @Nullable Service serving;
  private boolean draining;
  private boolean deciding;
  private long nowNanos;

  /**
   * An empty table without a route.
   *
   * @param shell does what is decided, at once, and tells the table nothing from within
   */
  public FlowTable(Consumer<? super FlowOutput<T>> shell) {
    this.shell = shell;
    this.held = new HeldDatagrams<>(shell);
    this.waiting = new WaitingFlows<>(shell);
    this.pins = new FlowPins<>(shell, held, waiting, this::end);
    for (FlowDrop reason : FlowDrop.values()) {
      drops.put(reason, new FlowOutput.Drop<>(reason));
    }
  }

  /** How many flows there are. */
  public int size() {
    return flows.size();
  }

  /** The flows as they are now. */
  public List<Flow<T>> flows() {
    return List.copyOf(flows.values());
  }

  /** How many of them have not shown that they get answers. */
  public int unproved() {
    return unproved.size();
  }

  /** How many wait for a backend. */
  public int waiting() {
    return waiting.size();
  }

  /** Bytes that the shell keeps for all flows. */
  public int heldBytes() {
    return held.bytes();
  }

  /**
   * Decides.
   *
   * @param nanos a clock that never goes back
   * @throws IllegalStateException when called from within an output
   */
  public void decide(FlowInput<T> input, long nanos) {
    if (deciding) {
      throw new IllegalStateException("a table is told nothing while it decides");
    }
    deciding = true;
    nowNanos = nanos;
    pins.at(serving, nanos);
    try {
      switch (input) {
        case FlowInput.ClientDatagram<T> datagram -> fromClient(datagram.key(), datagram.bytes());
        case FlowInput.BackendDatagram<T> datagram ->
            fromBackend(datagram.flow(), datagram.upstream(), datagram.bytes());
        case FlowInput.Opened<T> opened -> pins.opened(opened);
        case FlowInput.NotOpened<T> missed -> pins.notOpened(missed);
        case FlowInput.BackendGone<T> gone -> pins.backendGone(gone.flow(), gone.upstream());
        case FlowInput.NotSent<T> lost -> notSent(lost);
        case FlowInput.Serve<T> serve -> serve(serve);
        case FlowInput.ServeNobody<T> _ -> serving = null;
        case FlowInput.Tick<T> _ -> tick();
        case FlowInput.Drain<T> _ -> draining = true;
        case FlowInput.SendAway<T> _ -> endAll(FlowEnd.DRAINED);
        case FlowInput.Cut<T> _ -> cut();
      }
    } finally {
      deciding = false;
    }
  }

  private void fromClient(FlowKey key, int bytes) {
    Service service = serving;
    Flow<T> flow = flows.get(key);
    if (flow != null && flow.service != service) {
      end(flow, FlowEnd.ROUTE_REMOVED);
      flow = null;
    }
    if (service == null) {
      drop(FlowDrop.NO_ROUTE);
      return;
    }
    if (flow == null) {
      flow = begin(key, service);
    }
    if (flow != null) {
      fromClient(flow, bytes);
    }
  }

  private @Nullable Flow<T> begin(FlowKey key, Service service) {
    if (draining) {
      drop(FlowDrop.DRAINING);
      return null;
    }
    if (service.route.cluster().policy().pause().isOn()) {
      drop(FlowDrop.PAUSED);
      return null;
    }
    FlowQuota.Answer room = service.quota.take(key, service.route.limits());
    Optional<Flow<T>> victim = Optional.empty();
    if (room != FlowQuota.Answer.TAKEN) {
      victim = mustGiveWay(room, key, service);
      if (victim.isEmpty()) {
        drop(dropOf(room));
        return null;
      }
    }
    Lease lease = new Lease(service.gate, key.client());
    if (lease.open(nowNanos) instanceof LimitDecision.Refused) {
      if (victim.isEmpty()) {
        service.quota.give(key);
      }
      drop(FlowDrop.LIMIT);
      return null;
    }
    if (victim.isPresent() && !takesPlaceOf(victim.get(), key, service)) {
      lease.close();
      return null;
    }
    Flow<T> flow = new Flow<>(key.copy(), service, lease, nowNanos);
    flows.put(flow.key, flow);
    byAge.add(flow);
    unproved.add(flow);
    shell.accept(new FlowOutput.Begun<>(flow));
    return flow;
  }

  /** Who could make room; flows of an earlier owner of the port, which cannot, end on the way. */
  private Optional<Flow<T>> mustGiveWay(FlowQuota.Answer room, FlowKey key, Service service) {
    while (true) {
      Optional<Flow<T>> oldest =
          room == FlowQuota.Answer.CLIENT_FULL ? unproved.oldestOf(key) : unproved.oldest();
      if (oldest.isEmpty() || oldest.get().service == service) {
        return oldest;
      }
      end(oldest.get(), FlowEnd.ROUTE_REMOVED);
    }
  }

  /** Another event loop may be quicker; then there is one flow less for a moment. */
  private boolean takesPlaceOf(Flow<T> victim, FlowKey key, Service service) {
    end(victim, FlowEnd.REPLACED);
    FlowQuota.Answer room = service.quota.take(key, service.route.limits());
    if (room != FlowQuota.Answer.TAKEN) {
      drop(dropOf(room));
    }
    return room == FlowQuota.Answer.TAKEN;
  }

  private static FlowDrop dropOf(FlowQuota.Answer room) {
    return room == FlowQuota.Answer.CLIENT_FULL ? FlowDrop.CLIENT_FULL : FlowDrop.WORKLOAD_FULL;
  }

  private void fromClient(Flow<T> flow, int bytes) {
    flow.activeNanos = nowNanos;
    if (!flow.takesBandwidth(Direction.IN, bytes, nowNanos)) {
      drop(flow, FlowDrop.LIMIT);
      return;
    }
    flow.receivedBytes += bytes;
    if (flow.answered && !flow.proved) {
      flow.proved = true;
      unproved.remove(flow);
    }
    pins.leaveLostEndpoint(flow);
    if (flow.state == State.OPEN) {
      flow.sentToBackend(1, bytes);
      shell.accept(flow.toBackend);
    } else {
      hold(flow, bytes);
    }
  }

  private void hold(Flow<T> flow, int bytes) {
    if (!held.take(flow, bytes)) {
      drop(flow, FlowDrop.HELD_FULL);
      if (flow.state == State.UNPINNED) {
        end(flow, FlowEnd.OVERLOADED);
      }
      return;
    }
    if (flow.state == State.UNPINNED) {
      flow.sentTwice = false;
      flow.refused = null;
      pins.seek(flow);
    }
  }

  private void fromBackend(Flow<T> flow, int upstream, int bytes) {
    if (flow.state != State.OPEN || flow.upstream != upstream) {
      dropLate(flow, FlowDrop.LATE);
      return;
    }
    if (flow.service != serving) {
      drop(flow, FlowDrop.NO_ROUTE);
      return;
    }
    if (flow.routesSeen != flow.service.routes && !flow.service.has(flow.endpoint)) {
      drop(flow, FlowDrop.LATE);
      pins.leaveLostEndpoint(flow);
      return;
    }
    held.forget(flow);
    pins.found(flow);
    if (flow.service.route.limits().oneWay()) {
      drop(flow, FlowDrop.ONE_WAY);
    } else if (flow.wouldAmplify(bytes)) {
      drop(flow, FlowDrop.AMPLIFICATION);
    } else if (!flow.takesBandwidth(Direction.OUT, bytes, nowNanos)) {
      drop(flow, FlowDrop.LIMIT);
    } else {
      flows.get(flow.key); // Now it is the one that was busy last.
      flow.activeNanos = nowNanos;
      flow.answered = true;
      flow.sentToClient(bytes);
      shell.accept(flow.toClient);
    }
  }

  private void notSent(FlowInput.NotSent<T> lost) {
    if (!lost.flow().isOver()) {
      lost.flow().notSentAfterAll(lost.toClient(), 1, lost.bytes());
    }
  }

  private void serve(FlowInput.Serve<T> serve) {
    Service service = serving;
    if (service != null && service.isOf(serve.route())) {
      if (service.follow(serve)) {
        pins.endpointsChanged(flows.sequencedValues());
      }
    } else {
      serving = new Service(serve);
    }
  }

  private void tick() {
    pins.tick();
    int ends = 0;
    while (ends < MAX_ENDS_PER_TICK && !flows.isEmpty() && endOne()) {
      ends++;
    }
  }

  /** Ends one flow that is due, if there is one. */
  private boolean endOne() {
    Flow<T> oldest = byAge.getFirst();
    Service service = serving;
    if (service == null || oldest.service != service) {
      // Flows of an earlier owner of the port are older than all of the present one.
      end(oldest, FlowEnd.ROUTE_REMOVED);
      return true;
    }
    FlowLimits limits = service.route.limits();
    if (isPast(limits.lifetimeMillis(), nowNanos - oldest.startedNanos)) {
      end(oldest, FlowEnd.LIFETIME);
      return true;
    }
    Flow<T> quietest = first(flows.sequencedValues());
    long quietNanos = nowNanos - quietest.activeNanos;
    boolean idle = isPast(limits.idleTimeoutMillis(), quietNanos);
    if (idle || (draining && quietNanos >= DRAIN_QUIET_NANOS)) {
      end(quietest, idle ? FlowEnd.IDLE : FlowEnd.SHUTTING_DOWN);
      return true;
    }
    return false;
  }

  private static boolean isPast(long limitMillis, long nanos) {
    return limitMillis > 0 && nanos >= limitMillis * NANOS_PER_MILLI;
  }

  /** The first by way of an iterator: asking a map for its first entry would count as its use. */
  private static <T> Flow<T> first(SequencedCollection<Flow<T>> some) {
    return some.iterator().next();
  }

  private void cut() {
    draining = true;
    endAll(serving == null ? FlowEnd.ROUTE_REMOVED : FlowEnd.SHUTTING_DOWN);
  }

  private void endAll(FlowEnd reason) {
    while (!byAge.isEmpty()) {
      end(byAge.getFirst(), reason);
    }
  }

  private void end(Flow<T> flow, FlowEnd reason) {
    if (flow.state == State.OPEN) {
      held.forget(flow);
      pins.unpin(flow);
    }
    held.drop(flow, dropOf(flow, reason));
    waiting.end(flow, false);
    flow.state = State.ENDED;
    flows.remove(flow.key);
    byAge.remove(flow);
    unproved.remove(flow);
    flow.service.quota.give(flow.key);
    flow.lease.close();
    shell.accept(new FlowOutput.Ended<>(flow, reason));
  }

  private static <T> FlowDrop dropOf(Flow<T> flow, FlowEnd reason) {
    if (reason == FlowEnd.WAITED_IN_VAIN) {
      return FlowDrop.NOT_OPENED;
    }
    return flow.refused == null ? FlowDrop.FLOW_ENDED : FlowDrop.BACKEND_REFUSED;
  }

  private void dropLate(Flow<T> flow, FlowDrop reason) {
    if (!flow.isOver()) {
      flow.dropped(1);
    }
    drop(reason);
  }

  private void drop(Flow<T> flow, FlowDrop reason) {
    flow.dropped(1);
    drop(reason);
  }

  private void drop(FlowDrop reason) {
    FlowOutput.Drop<T> output = drops.get(reason);
    if (output != null) {
      shell.accept(output);
    }
  }

  /** The flow of a key, without any effect; for tests and screens. */
  Map<FlowKey, Flow<T>> view() {
    return flows;
  }
}
