package io.webgateway.agent.routing.flow;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.limit.WorkloadGate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a table is told.
 *
 * @param <T> what the shell knows a flow by
 */
public sealed interface FlowInput<T> {

  /** A datagram came from a client. One object per table, set again for each. */
  final class ClientDatagram<T> implements FlowInput<T> {
    private final FlowKey key;
    private int bytes;

    /**
     * For one table.
     *
     * @param key to be set with each datagram
     */
    public ClientDatagram(FlowKey key) {
      this.key = key;
    }

    /** Whose it is. */
    public FlowKey key() {
      return key;
    }

    /** Its size, 0 to 65,507; the key was set before. */
    public ClientDatagram<T> of(int size) {
      bytes = size;
      return this;
    }

    int bytes() {
      return bytes;
    }
  }

  /** A datagram came from a backend. One object per table, set again for each. */
  final class BackendDatagram<T> implements FlowInput<T> {
    private @Nullable Flow<T> flow;
    private int upstream;
    private int bytes;

    /**
     * Says which.
     *
     * @param of whose upstream it came through, maybe over
     * @param number of the upstream
     * @param size 0 to 65,507
     */
    public BackendDatagram<T> set(Flow<T> of, int number, int size) {
      flow = of;
      upstream = number;
      bytes = size;
      return this;
    }

    Flow<T> flow() {
      Flow<T> present = flow;
      if (present == null) {
        throw new IllegalStateException("the datagram was not set");
      }
      return present;
    }

    int upstream() {
      return upstream;
    }

    int bytes() {
      return bytes;
    }
  }

  /** The backend's machine says that nobody listens, or the socket to it is broken. */
  record BackendGone<T>(Flow<T> flow, int upstream) implements FlowInput<T> {}

  /** What was asked for with {@link FlowOutput.Open} is there. */
  record Opened<T>(Flow<T> flow, int upstream, Cluster.Endpoint endpoint) implements FlowInput<T> {}

  /** What was asked for with {@link FlowOutput.Open} will not be. */
  record NotOpened<T>(Flow<T> flow, int upstream, FlowLoss loss) implements FlowInput<T> {}

  /** A datagram that was to be sent was not. */
  record NotSent<T>(Flow<T> flow, boolean toClient, int bytes) implements FlowInput<T> {}

  /**
   * The port's route from now on. Flows stay with a workload of the same tenant, and are pinned
   * anew where their endpoint is gone or unwell.
   *
   * @param route the route
   * @param quota the workload's, the same in all its tables
   * @param gate what the workload, its clients and its tenant may take
   * @param unwell endpoints that flows should leave; all of them only where the workload waits
   */
  record Serve<T>(UdpRoute route, FlowQuota quota, WorkloadGate gate, Set<Cluster.Endpoint> unwell)
      implements FlowInput<T> {
    /** Copies the set. */
    public Serve {
      unwell = Set.copyOf(unwell);
    }
  }

  /** The port has no route from now on. */
  record ServeNobody<T>() implements FlowInput<T> {}

  /** Time has passed; about ten a second. */
  record Tick<T>() implements FlowInput<T> {}

  /** New flows are no longer taken; those that are there end when they are quiet. */
  record Drain<T>() implements FlowInput<T> {}

  /** All flows end now, and new ones are taken as before. */
  record SendAway<T>() implements FlowInput<T> {}

  /** Everything ends now. */
  record Cut<T>() implements FlowInput<T> {}
}
