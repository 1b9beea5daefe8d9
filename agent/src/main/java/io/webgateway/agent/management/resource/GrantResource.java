package io.webgateway.agent.management.resource;

import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Grants that the caller gave or holds. */
public final class GrantResource implements Resource {
  private static final String PATH = "/v1/grants/{provider}/{identity}";

  private final RecordArea area;

  /** Reads and writes through these ports. */
  public GrantResource(ManagementPorts ports) {
    this.area = new RecordArea(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/grants", Access.IDENTITY, this::list),
        Route.get(PATH, Access.IDENTITY, this::one),
        Route.putRecord(PATH, Submission.MAX_BYTES, call -> area.submit(call, key(call))));
  }

  private Answer list(Call call) {
    return area.list(
        call, "grant/", record -> isParty(call, record.signed().key()), GrantResource::view);
  }

  private Answer one(Call call) {
    RecordKey key = key(call);
    if (!isParty(call, key)) {
      throw Faults.notFound("The record " + key);
    }
    AcceptedRecord record = area.latest(key);
    return area.view(record, view(record));
  }

  private static boolean isParty(Call call, RecordKey key) {
    return key.segments().stream().map(IdentityId::new).anyMatch(call.caller()::is);
  }

  private static RecordKey key(Call call) {
    return RecordKey.grant(
        RecordArea.identity(call, "provider"), RecordArea.identity(call, "identity"));
  }

  private static ObjectNode view(AcceptedRecord record) {
    return RecordViews.of(record, "provider", "identity");
  }
}
