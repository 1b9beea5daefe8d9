package io.webgateway.agent.management.resource;

import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.DomainBody;
import io.webgateway.model.ledger.RecordKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Own domains that the caller has bound to namespaces. */
public final class DomainResource implements Resource {
  private static final String PATH = "/v1/domains/{domain}";

  private final RecordArea area;

  /** Reads and writes through these ports. */
  public DomainResource(ManagementPorts ports) {
    this.area = new RecordArea(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/domains", Access.IDENTITY, this::list),
        Route.get(PATH, Access.IDENTITY, this::one),
        Route.putRecord(PATH, Submission.MAX_BYTES, call -> area.submit(call, key(call))));
  }

  private Answer list(Call call) {
    return area.list(call, "domain/", record -> isOwn(call, record), DomainResource::view);
  }

  private Answer one(Call call) {
    AcceptedRecord record = area.latest(key(call));
    if (!isOwn(call, record)) {
      throw Faults.notFound("The record " + key(call));
    }
    return area.view(record, view(record));
  }

  private static boolean isOwn(Call call, AcceptedRecord record) {
    return call.caller().is(((DomainBody) record.body()).owner());
  }

  private static RecordKey key(Call given) {
    return RecordArea.key(call -> RecordKey.domain(call.variable("domain")), given);
  }

  private static ObjectNode view(AcceptedRecord record) {
    ObjectNode view = RecordViews.of(record, "domain");
    List<String> labels = Arrays.asList(record.signed().key().segments().getFirst().split("\\."));
    Collections.reverse(labels);
    return view.put("domain", String.join(".", labels));
  }
}
