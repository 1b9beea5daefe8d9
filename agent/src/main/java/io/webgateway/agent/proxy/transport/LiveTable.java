package io.webgateway.agent.proxy.transport;

import io.webgateway.agent.proxy.limit.WorkloadTraffic;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.TlsIdentity;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one place where the current route table is; swapped in one assignment. */
public final class LiveTable {
  /**
   * What belongs together at one moment.
   *
   * @param routes the table
   * @param contexts how TLS is ended for each identity
   * @param backends how TLS is begun with backends, for each protocol that has it
   * @param httpsPort where visitors in clear are sent, or 0 when nothing listens there
   * @param workloads what is kept of each workload of the table, by its number there
   */
  public record Snapshot(
      RouteTable routes,
      Map<TlsIdentity, ServerTls> contexts,
      Map<UpstreamProtocol, BackendTls> backends,
      int httpsPort,
      List<WorkloadTraffic> workloads) {
    /** Copies the list. */
    public Snapshot {
      workloads = List.copyOf(workloads);
    }

    /** What is kept of a workload, if the table serves it; for what is asked per connection. */
    public Optional<WorkloadTraffic> traffic(String workload) {
      return routes.numberOf(workload).stream().mapToObj(workloads::get).findFirst();
    }
  }

  private volatile Snapshot current;

  /** Starts with a table. */
  public LiveTable(Snapshot first) {
    this.current = first;
  }

  /** The current one; a decision uses one snapshot to its end. */
  public Snapshot current() {
    return current;
  }

  /** Makes another one current for every decision that begins from now on. */
  public void swap(Snapshot next) {
    current = next;
  }
}
