package io.webgateway.agent.management.resource;

import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.observe.WorkloadStatus;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.status.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Workloads: the public part of the record, the conditions here, and for the owner the rest. */
public final class WorkloadResource implements Resource {
  private static final String PATH = "/v1/workloads/{namespace}/{id}";

  private final ManagementPorts ports;
  private final RecordArea area;
  private final Roles roles;
  private final WorkloadSight sight;
  private final EditEffects effects;

  /** Reads and writes through these ports. */
  public WorkloadResource(ManagementPorts ports) {
    this.ports = ports;
    this.area = new RecordArea(ports);
    this.roles = new Roles(ports);
    this.sight = new WorkloadSight(ports);
    this.effects = new EditEffects(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/workloads", Access.IDENTITY_OR_LOCAL, this::list),
        Route.get(PATH, Access.IDENTITY_OR_LOCAL, this::one),
        Route.putRecord(
            PATH,
            Submission.MAX_BYTES,
            call -> area.submit(call, WorkloadSight.key(call), effects::of)));
  }

  private Answer list(Call call) {
    Optional<String> pool =
        call.query("pool")
            .or(() -> Roles.isLocal(call.caller()) ? ports.facts().get().pool() : Optional.empty());
    if (pool.isPresent()) {
      return atPool(call, pool.get());
    }
    return call.caller()
        .identity()
        .map(owner -> owned(call, owner))
        .orElseGet(() -> Answer.json(new Page(List.of(), Optional.empty())));
  }

  private Answer atPool(Call call, String pool) {
    if (!pool.matches("[a-z0-9.-]{1,253}") || !roles.viewsPool(call.caller(), pool)) {
      throw Faults.notFound("That pool");
    }
    int limit = call.limit();
    List<String> paths = ports.ledger().workloadsAt(pool, Page.cursor(call), limit);
    List<WorkloadView> items = new ArrayList<>();
    for (String path : paths) {
      // The index also holds names alone: they are rewritten when a name with work here changes.
      if (path.indexOf('/') > 0) {
        present(new RecordKey("workload/" + path))
            .map(record -> view(call.caller(), record))
            .ifPresent(items::add);
      }
    }
    return page(items, paths, limit);
  }

  private Answer owned(Call call, IdentityId owner) {
    int limit = call.limit();
    List<String> paths = new OwnedWorkloads(ports.ledger(), owner).after(Page.cursor(call), limit);
    List<WorkloadView> items = new ArrayList<>();
    for (String path : paths) {
      present(new RecordKey("workload/" + path))
          .filter(record -> WorkloadSight.owner(record).equals(owner))
          .map(record -> view(call.caller(), record))
          .ifPresent(items::add);
    }
    return page(items, paths, limit);
  }

  private static Answer page(List<WorkloadView> items, List<String> paths, int limit) {
    Optional<String> next = paths.size() < limit ? Optional.empty() : Optional.of(paths.getLast());
    return Answer.json(new Page(items, next));
  }

  private Answer one(Call call) {
    AcceptedRecord record = sight.visible(call);
    return area.view(record, view(call.caller(), record));
  }

  private Optional<AcceptedRecord> present(RecordKey key) {
    return ports.ledger().latest(key).filter(record -> !WorkloadSight.body(record).deleted());
  }

  private WorkloadView view(Caller caller, AcceptedRecord record) {
    List<String> segments = record.signed().key().segments();
    String namespace = segments.getFirst();
    String id = segments.getLast();
    WorkloadBody body = WorkloadSight.body(record);
    boolean isOwner = caller.is(WorkloadSight.owner(record));
    return new WorkloadView(
        namespace,
        id,
        body.spec().getClass().getSimpleName(),
        body.pools(),
        body.spec().hosts(),
        body.spec().port().map(port -> port.port()),
        WorkloadSight.owner(record),
        record.signed().version(),
        record.signed().hash(),
        body.deleted(),
        ConditionView.complete(
            conditions(namespace + "/" + id, WorkloadSight.owner(record)),
            isOwner,
            ports.statusBoard().startedAt()),
        isOwner && !body.deleted() ? definition(record, namespace, id) : Optional.empty());
  }

  // The board may still speak of an earlier owner's workload of the same name.
  private List<Condition> conditions(String workload, IdentityId owner) {
    return ports
        .statusBoard()
        .status(workload)
        .filter(status -> status.owner().equals(owner))
        .map(WorkloadStatus::conditions)
        .orElse(List.of());
  }

  private Optional<JsonNode> definition(AcceptedRecord record, String namespace, String id) {
    return ports
        .ledger()
        .sealed(namespace, id)
        .flatMap(
            text ->
                ports.definitions().open(record.signed().key(), WorkloadSight.body(record), text));
  }
}
