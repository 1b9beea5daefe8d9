package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.proxy.http.ResponseGuard;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.routing.BackendPolicy;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The shared connections of one event loop. An exchange gets a place on the first connection that
 * has room; when none has, another connection is opened, up to a number per key, and the exchange
 * waits in order, as long as a connect may take. Confined to the event loop.
 */
final class Http2Pool {
  /**
   * What all connections of a loop share.
   *
   * @param wheel tells the time and keeps deadlines
   * @param guard judges heads
   * @param limits of every connection
   * @param http2 of these
   */
  record Terms(
      DeadlineWheel wheel,
      ResponseGuard guard,
      ConnectionLimits limits,
      Http2BackendLimits http2) {}

  private final UpstreamConnector connector;
  private final Terms terms;
  private final Map<PoolKey, Group> groups = new HashMap<>();

  Http2Pool(UpstreamConnector connector, Terms terms) {
    this.connector = connector;
    this.terms = terms;
  }

  /**
   * Gets a place; the outcome arrives on the event loop, maybe before this returns.
   *
   * @param freshOnly a connection that has carried exchanges will not do, while another may be had
   */
  void open(PoolKey key, Target target, boolean freshOnly, Consumer<OpenOutcome> then) {
    groups.computeIfAbsent(key, Group::new).open(target, freshOnly, then);
  }

  /** The connections to one endpoint, and who waits for them. */
  private final class Group implements Http2Backend.Owner {
    private final PoolKey key;
    private final List<Http2Backend> connections = new ArrayList<>();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private int connecting;

    Group(PoolKey key) {
      this.key = key;
    }

    void open(Target target, boolean freshOnly, Consumer<OpenOutcome> then) {
      boolean mayConnect = connections.size() + connecting < terms.http2().maxConnections();
      Optional<Http2Backend> free = free(target.policy(), freshOnly && mayConnect);
      if (free.isPresent()) {
        then.accept(new OpenOutcome.Opened(free.get().newStream()));
      } else if (waiters.size() >= terms.http2().maxWaiting()) {
        then.accept(new OpenOutcome.NotOpened(new ConnectOutcome.Busy()));
      } else {
        waiters.add(new Waiter(this, target, freshOnly, then));
        connectMore();
      }
    }

    private Optional<Http2Backend> free(BackendPolicy policy, boolean freshOnly) {
      for (Http2Backend each : List.copyOf(connections)) {
        if (!isStillAllowed(each, policy)) {
          each.leave();
        } else if (each.hasRoom() && !(freshOnly && each.isUsed())) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }

    /** As many connections as those who wait would fill. */
    private void connectMore() {
      Waiter first = waiters.peek();
      if (first != null
          && waiters.size() > connecting * terms.http2().maxStreams()
          && connections.size() + connecting < terms.http2().maxConnections()
          && isAllowed(first.target)) {
        connecting++;
        Target target = first.target;
        connector.connect(
            key,
            target.policy(),
            target.connectTimeoutMillis(),
            outcome -> {
              Upstreams.count(target.connections(), outcome);
              connectEnded(outcome, target);
            });
      }
    }

    /** One connection of each event loop is allowed anyway: loops share none. */
    private boolean isAllowed(Target target) {
      if (target.connections().begin()) {
        return true;
      }
      if (connections.isEmpty() && connecting == 0) {
        target.connections().beginAnyway();
        return true;
      }
      return false;
    }

    private void connectEnded(ConnectOutcome outcome, Target target) {
      switch (outcome) {
        case ConnectOutcome.Connected connected ->
            Http2Backend.equip(
                new Http2Backend.Opening(
                    connected.channel(),
                    key,
                    target.policy(),
                    target.connectTimeoutMillis(),
                    terms,
                    this));
        case ConnectOutcome.NotConnected why -> notConnected(why);
      }
    }

    @Override
    public void notConnected(ConnectOutcome.NotConnected why) {
      connecting--;
      if (connections.isEmpty() && connecting == 0) {
        List<Waiter> lost = List.copyOf(waiters);
        waiters.clear();
        lost.forEach(waiter -> waiter.end(new OpenOutcome.NotOpened(why)));
      }
      forgetWhenEmpty();
    }

    @Override
    public void ready(Http2Backend connection) {
      connecting--;
      connections.add(connection);
      roomChanged();
    }

    @Override
    public void roomChanged() {
      while (!waiters.isEmpty()) {
        Waiter first = waiters.element();
        // What a used connection has refused would be refused again while a new one is on its way.
        Optional<Http2Backend> free =
            free(first.target.policy(), first.freshOnly && connecting > 0);
        if (free.isEmpty()) {
          connectMore();
          return;
        }
        waiters.remove().end(new OpenOutcome.Opened(free.get().newStream()));
      }
    }

    @Override
    public void gone(Http2Backend connection) {
      connections.remove(connection);
      connectMore();
      forgetWhenEmpty();
    }

    void timedOut(Waiter waiter) {
      waiters.remove(waiter);
      waiter.end(
          new OpenOutcome.NotOpened(
              connections.isEmpty()
                  ? new ConnectOutcome.Failed(ConnectFault.TIMEOUT)
                  : new ConnectOutcome.Busy()));
      forgetWhenEmpty();
    }

    private void forgetWhenEmpty() {
      if (connections.isEmpty() && connecting == 0 && waiters.isEmpty()) {
        groups.remove(key, this);
      }
    }
  }

  private static boolean isStillAllowed(Http2Backend connection, BackendPolicy policy) {
    if (policy.equals(connection.checkedBy())) {
      return true;
    }
    return connection.channel().remoteAddress() instanceof InetSocketAddress remote
        && policy.decide(remote.getAddress(), remote.getPort())
            instanceof BackendPolicy.Verdict.Allowed;
  }

  /** An exchange that waits for a place, for a while. */
  private final class Waiter {
    private final Target target;
    private final boolean freshOnly;
    private final Consumer<OpenOutcome> then;
    private final Deadline deadline;

    Waiter(Group group, Target target, boolean freshOnly, Consumer<OpenOutcome> then) {
      this.target = target;
      this.freshOnly = freshOnly;
      this.then = then;
      this.deadline = terms.wheel().deadline(() -> group.timedOut(this));
      deadline.inMillis(terms.wheel().nowNanos(), target.connectTimeoutMillis());
    }

    void end(OpenOutcome outcome) {
      deadline.discard();
      then.accept(outcome);
    }
  }
}
