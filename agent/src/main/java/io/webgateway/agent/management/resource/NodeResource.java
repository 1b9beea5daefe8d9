package io.webgateway.agent.management.resource;

import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.port.NodeFacts;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The nodes of the ledger, and this one as it is now. */
public final class NodeResource implements Resource {
  private static final String PATH = "/v1/nodes/{id}";

  private final ManagementPorts ports;
  private final RecordArea area;
  private final Roles roles;

  /** Reads and writes through these ports. */
  public NodeResource(ManagementPorts ports) {
    this.ports = ports;
    this.area = new RecordArea(ports);
    this.roles = new Roles(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/node", Access.IDENTITY_OR_LOCAL, this::thisNode),
        Route.get("/v1/nodes", Access.IDENTITY_OR_LOCAL, this::list),
        Route.get(PATH, Access.IDENTITY_OR_LOCAL, this::one),
        Route.putRecord(PATH, Submission.MAX_BYTES, call -> area.submit(call, key(call))));
  }

  private Answer thisNode(Call call) {
    return Answer.json(live(call.caller()));
  }

  private Answer list(Call call) {
    return area.list(call, "node/", record -> true, record -> view(call, record));
  }

  private Answer one(Call call) {
    AcceptedRecord record = area.latest(key(call));
    return area.view(record, view(call, record));
  }

  private ObjectNode view(Call call, AcceptedRecord record) {
    ObjectNode view = RecordViews.of(record, "id");
    if (record.signed().key().equals(RecordKey.node(ports.node()))) {
      view.set("live", live(call.caller()));
    }
    return view;
  }

  private ObjectNode live(Caller caller) {
    NodeFacts facts = ports.facts().get();
    if (!roles.viewsNode(caller)) {
      return (ObjectNode) Json.toTree(facts.forTenants());
    }
    ObjectNode live = (ObjectNode) Json.toTree(facts);
    ports
        .drains()
        .progress(new DrainScope.Node())
        .ifPresent(drain -> live.set("drain", Json.toTree(DrainView.of(drain))));
    return live;
  }

  private static RecordKey key(Call call) {
    return RecordKey.node(RecordArea.identity(call, "id"));
  }
}
