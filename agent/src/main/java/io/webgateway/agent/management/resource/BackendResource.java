package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.HeldVisitors;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the backends of a workload are, as this node sees them: where they are and why they are not
 * well for its owner, without that for its pools' providers.
 */
public final class BackendResource implements Resource {
  private static final String PATH = "/v1/workloads/{namespace}/{id}/backends";

  private final ManagementPorts ports;
  private final WorkloadSight sight;

  /** Reads through these ports. */
  public BackendResource(ManagementPorts ports) {
    this.ports = ports;
    this.sight = new WorkloadSight(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get(PATH, Access.IDENTITY_OR_LOCAL, this::backends));
  }

  /**
   * The answer.
   *
   * @param served whether this node serves the workload; if not, it knows of no backends
   * @param panic whether so few are well that all get traffic
   * @param backends in the order of the definition
   * @param held who waits for one, where the workload's visitors do that
   */
  private record View(
      boolean served, boolean panic, List<BackendView> backends, Optional<HeldView> held) {
    private View {
      backends = List.copyOf(backends);
    }
  }

  private record HeldView(
      int now,
      long bytes,
      long oldestMillis,
      long resumed,
      long expired,
      long refused,
      long left,
      long removed,
      long failed) {

    static HeldView of(HeldVisitors held) {
      return new HeldView(
          held.now(),
          held.bytes(),
          held.oldestMillis(),
          held.ended(HeldVisitors.How.RESUMED),
          held.ended(HeldVisitors.How.EXPIRED),
          held.ended(HeldVisitors.How.REFUSED),
          held.ended(HeldVisitors.How.LEFT),
          held.ended(HeldVisitors.How.REMOVED),
          held.ended(HeldVisitors.How.FAILED));
    }
  }

  private record BackendView(
      Optional<String> address,
      int weight,
      BackendsHealth.State state,
      Instant since,
      Optional<String> why,
      Optional<Instant> lastChecked,
      Optional<Integer> underWay,
      Optional<DoubtView> doubt) {

    static BackendView of(BackendsHealth.Backend backend, boolean isOwner) {
      return new BackendView(
          Optional.of(backend.address()).filter(_ -> isOwner),
          backend.weight(),
          backend.state(),
          backend.since(),
          Optional.of(backend.why()).filter(why -> isOwner && !why.isEmpty()),
          backend.lastChecked(),
          backend.underWay(),
          backend.doubt().map(doubt -> DoubtView.of(doubt, isOwner)));
    }
  }

  private record DoubtView(
      BackendsHealth.Check lastCheck, int checks, int needed, Optional<String> why) {

    static DoubtView of(BackendsHealth.Doubt doubt, boolean isOwner) {
      return new DoubtView(
          doubt.lastCheck(),
          doubt.checks(),
          doubt.needed(),
          Optional.of(doubt.why()).filter(why -> isOwner && !why.isEmpty()));
    }
  }

  private Answer backends(Call call) {
    AcceptedRecord record = sight.visible(call);
    IdentityId owner = WorkloadSight.owner(record);
    boolean isOwner = call.caller().is(owner);
    return Answer.json(
        health(call.variable("namespace") + "/" + call.variable("id"), owner)
            .map(health -> view(health, isOwner))
            .orElseGet(() -> new View(false, false, List.of(), Optional.empty())));
  }

  /** The table may still serve an earlier owner's workload of the same name. */
  private Optional<BackendsHealth> health(String path, IdentityId owner) {
    return ports
        .routes()
        .get()
        .filter(table -> table.serves(path, owner.value()))
        .flatMap(_ -> ports.backends().apply(path));
  }

  private static View view(BackendsHealth health, boolean isOwner) {
    return new View(
        true,
        health.panic(),
        health.backends().stream().map(each -> BackendView.of(each, isOwner)).toList(),
        health.held().map(HeldView::of));
  }
}
