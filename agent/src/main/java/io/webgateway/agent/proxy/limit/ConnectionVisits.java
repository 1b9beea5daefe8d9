package io.webgateway.agent.proxy.limit;

import io.netty.channel.Channel;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.limit.ClientKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workloads that one HTTP connection goes to. Nobody knows whose a connection is before its
 * first request, and requests for several hosts may come on one: so it counts once at each workload
 * that it had a request for, from the first until it closes. Bounded by the workloads of its
 * certificate. Confined to the event loop.
 */
public final class ConnectionVisits {
  private final String clientAddress;
  private long clientKey = ClientKey.UNKNOWN;
  private @Nullable Visit latest;
  private @Nullable List<Visit> others;
  private boolean closed;
  private boolean leaving;

  /**
   * None yet; all end with the channel.
   *
   * @param clientAddress the visitor's IP address
   */
  public ConnectionVisits(Channel channel, String clientAddress) {
    this.clientAddress = clientAddress;
    channel.closeFuture().addListener(_ -> close());
  }

  /** The visit at a workload; nearly always the one of the request before. */
  public Visit at(WorkloadTraffic traffic) {
    Visit present = latest;
    if (present != null && present.traffic() == traffic) {
      return present;
    }
    return change(present, traffic);
  }

  private Visit change(@Nullable Visit before, WorkloadTraffic traffic) {
    if (before == null) {
      clientKey = ClientKey.of(clientAddress);
    }
    if (traffic.isDraining()) {
      leaving = true;
    }
    Visit next = known(traffic);
    if (next == null) {
      next = new Visit(traffic, clientKey);
    }
    if (closed) {
      next.close();
    }
    if (before != null) {
      keep(before);
    }
    latest = next;
    return next;
  }

  private @Nullable Visit known(WorkloadTraffic traffic) {
    List<Visit> all = others;
    if (all == null) {
      return null;
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).traffic() == traffic) {
        return all.remove(i);
      }
    }
    return null;
  }

  private void keep(Visit visit) {
    List<Visit> all = others;
    if (all == null) {
      all = new ArrayList<>(2);
      others = all;
    }
    all.add(visit);
  }

  /** The connection should end after the present exchange, or the next. */
  public void leave() {
    leaving = true;
  }

  /** It need not after all. */
  public void stay() {
    leaving = false;
  }

  /** Whether the connection should end after the present exchange, or the next. */
  public boolean isLeaving() {
    return leaving;
  }

  /** Whether a request has come for what is drained. */
  public boolean concern(DrainScope scope) {
    Visit present = latest;
    List<Visit> before = others;
    return switch (scope) {
      case DrainScope.Node _, DrainScope.OfListener _ -> true;
      case DrainScope.OfWorkload _ ->
          (present != null && scope.concerns(present.traffic().workload()))
              || (before != null
                  && before.stream().anyMatch(visit -> scope.concerns(visit.traffic().workload())));
    };
  }

  private void close() {
    closed = true;
    if (latest != null) {
      latest.close();
    }
    if (others != null) {
      others.forEach(Visit::close);
    }
  }
}
