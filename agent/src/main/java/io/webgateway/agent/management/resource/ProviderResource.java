package io.webgateway.agent.management.resource;

import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The providers of the ledger, in their own words. */
public final class ProviderResource implements Resource {
  private static final String PATH = "/v1/providers/{id}";

  private final RecordArea area;

  /** Reads and writes through these ports. */
  public ProviderResource(ManagementPorts ports) {
    this.area = new RecordArea(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/providers", Access.IDENTITY_OR_LOCAL, this::list),
        Route.get(PATH, Access.IDENTITY_OR_LOCAL, this::one),
        Route.putRecord(PATH, Submission.MAX_BYTES, call -> area.submit(call, key(call))));
  }

  private Answer list(Call call) {
    return area.list(call, "provider/", record -> true, ProviderResource::view);
  }

  private Answer one(Call call) {
    AcceptedRecord record = area.latest(key(call));
    return area.view(record, view(record));
  }

  private static RecordKey key(Call given) {
    return RecordArea.key(call -> RecordKey.provider(RecordArea.identity(call, "id")), given);
  }

  private static ObjectNode view(AcceptedRecord record) {
    return RecordViews.of(record, "id");
  }
}
