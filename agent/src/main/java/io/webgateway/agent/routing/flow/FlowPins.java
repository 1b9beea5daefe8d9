package io.webgateway.agent.routing.flow;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.flow.Flow.Service;
import io.webgateway.agent.routing.flow.Flow.State;
import io.webgateway.model.traffic.FlowDrop;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which backends the flows of a table have: asks for them, gives them up, and lets flows wait.
 * Confined to the thread of the table.
 */
final class FlowPins<T> {
  private final Consumer<? super FlowOutput<T>> shell;
  private final HeldDatagrams<T> held;
  private final WaitingFlows<T> waiting;
  private final BiConsumer<Flow<T>, FlowEnd> end;

  /** Flows that were there when the endpoints changed, and have not been looked at since. */
  private final ArrayDeque<Flow<T>> toBeMoved = new ArrayDeque<>();

  private @Nullable Service serving;
  private long nowNanos;

  /**
   * Of a table.
   *
   * @param end ends a flow
   */
  FlowPins(
      Consumer<? super FlowOutput<T>> shell,
      HeldDatagrams<T> held,
      WaitingFlows<T> waiting,
      BiConsumer<Flow<T>, FlowEnd> end) {
    this.shell = shell;
    this.held = held;
    this.waiting = waiting;
    this.end = end;
  }

  /** Told before each decision. */
  void at(@Nullable Service served, long nanos) {
    serving = served;
    nowNanos = nanos;
  }

  /** The endpoints are other ones, or better: all flows look. */
  void endpointsChanged(Collection<Flow<T>> flows) {
    toBeMoved.clear();
    toBeMoved.addAll(flows);
    waiting.wake(nowNanos);
  }

  /** Time has passed. */
  void tick() {
    held.forgetOldCopies(nowNanos, this::found);
    move();
    search();
  }

  /** Asks for a backend, unless it is known that there is none. */
  void seek(Flow<T> flow) {
    if (flow.service.hasNobody()) {
      waiting.begin(flow, nowNanos);
    } else {
      open(flow);
    }
  }

  private void open(Flow<T> flow) {
    flow.state = State.OPENING;
    flow.upstream++;
    flow.routesSeen = flow.service.routes;
    shell.accept(new FlowOutput.Open<>(flow, flow.upstream));
  }

  /** A socket is there. */
  void opened(FlowInput.Opened<T> opened) {
    Flow<T> flow = opened.flow();
    boolean wanted = flow.state == State.OPENING && flow.upstream == opened.upstream();
    if (!wanted) {
      shell.accept(new FlowOutput.Close<>(flow, opened.upstream()));
      return;
    }
    if (flow.service != serving) {
      shell.accept(new FlowOutput.Close<>(flow, opened.upstream()));
      end.accept(flow, FlowEnd.ROUTE_REMOVED);
      return;
    }
    if (!flow.service.has(opened.endpoint())) {
      shell.accept(new FlowOutput.Close<>(flow, opened.upstream()));
      seek(flow);
      return;
    }
    boolean moved = flow.endpoint != null;
    flow.state = State.OPEN;
    flow.endpoint = opened.endpoint();
    if (moved) {
      shell.accept(new FlowOutput.Moved<>(flow));
    }
    if (flow.held > 0) {
      held.send(flow, nowNanos);
    }
  }

  /** None will be. */
  void notOpened(FlowInput.NotOpened<T> missed) {
    Flow<T> flow = missed.flow();
    if (flow.state != State.OPENING || flow.upstream != missed.upstream()) {
      return;
    }
    if (missed.loss().mayPass() && flow.service.waits() && flow.service == serving) {
      waiting.begin(flow, nowNanos);
      return;
    }
    boolean wasRefused = flow.refused != null;
    held.drop(flow, wasRefused ? FlowDrop.BACKEND_REFUSED : FlowDrop.NOT_OPENED);
    end.accept(flow, missed.loss().end(flow.answered));
  }

  /** Its machine says that nobody listens. */
  void backendGone(Flow<T> flow, int upstream) {
    if (flow.state != State.OPEN || flow.upstream != upstream) {
      return;
    }
    flow.refused = flow.endpoint;
    unpin(flow);
    if (flow.service != serving) {
      end.accept(flow, FlowEnd.ROUTE_REMOVED);
      return;
    }
    if (flow.held > 0 && !flow.sentTwice) {
      held.sendAgain(flow);
      open(flow);
    } else if (flow.held > 0 && flow.service.waits()) {
      held.sendAgain(flow);
      waiting.begin(flow, nowNanos);
    } else if ((flow.sentTwice || !flow.answered) && !flow.service.waits()) {
      end.accept(flow, FlowLoss.NO_ENDPOINT.end(flow.answered));
    }
  }

  /** Gives up its socket; the client's next datagram asks for another. */
  void unpin(Flow<T> flow) {
    flow.state = State.UNPINNED;
    shell.accept(new FlowOutput.Close<>(flow, flow.upstream));
  }

  /** Looks, once after each edit, whether its endpoint is still one for it. */
  void leaveLostEndpoint(Flow<T> flow) {
    Service service = flow.service;
    if (flow.state != State.OPEN || flow.routesSeen == service.routes) {
      return;
    }
    flow.routesSeen = service.routes;
    Optional<Cluster.Endpoint> endpoint = flow.endpoint();
    if (!service.has(flow.endpoint) || endpoint.filter(service.unwell::contains).isPresent()) {
      if (flow.lost) {
        // What it keeps has been answered by nobody yet, and is for the next one.
        held.sendAgain(flow);
        unpin(flow);
        seek(flow);
      } else {
        held.forget(flow);
        unpin(flow);
      }
    }
  }

  /** Its backend is one: it has answered, or refused nothing for a while. */
  void found(Flow<T> flow) {
    flow.sentTwice = false;
    waiting.end(flow, true);
  }

  /** Gives up the sockets to endpoints that are gone, though their clients are silent. */
  private void move() {
    for (int i = 0; i < FlowTable.MAX_ENDS_PER_TICK && !toBeMoved.isEmpty(); i++) {
      Flow<T> flow = toBeMoved.remove();
      if (flow.service == serving) {
        leaveLostEndpoint(flow);
      }
    }
  }

  /** Those that have waited too long end, others are tried again. */
  private void search() {
    for (Flow<T> flow : waiting.expired(nowNanos, FlowTable.MAX_ENDS_PER_TICK)) {
      end.accept(flow, FlowEnd.WAITED_IN_VAIN);
    }
    for (Flow<T> flow : waiting.due(nowNanos, FlowTable.MAX_ENDS_PER_TICK)) {
      if (flow.service == serving) {
        flow.sentTwice = false;
        flow.refused = null;
        seek(flow);
      }
    }
  }
}
