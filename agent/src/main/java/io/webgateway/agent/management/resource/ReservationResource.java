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
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.name.NamespaceName;
import io.webgateway.rules.NameState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names: whether one is free, who holds it, and all that the caller holds or held. */
public final class ReservationResource implements Resource {
  private static final String PATH = "/v1/reservations/{namespace}";

  private final ManagementPorts ports;
  private final RecordArea area;

  /** Reads and writes through these ports. */
  public ReservationResource(ManagementPorts ports) {
    this.ports = ports;
    this.area = new RecordArea(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/reservations", Access.IDENTITY, this::list),
        Route.get(PATH, Access.IDENTITY, this::one),
        Route.putRecord(PATH, Submission.MAX_BYTES, call -> area.submit(call, key(call))));
  }

  private Answer list(Call call) {
    IdentityId owner = call.caller().identity().orElseThrow();
    int limit = call.limit();
    List<String> names = ports.ledger().namesOf(owner, Page.cursor(call), limit);
    List<ReservationView> items = new ArrayList<>();
    for (String name : names) {
      ports
          .ledger()
          .latest(RecordKey.name(name))
          .filter(record -> ((NameBody) record.body()).owner().equals(owner))
          .map(record -> view(name, Optional.of(record)))
          .filter(view -> !view.state().equals(new NameState.Free().word()))
          .ifPresent(items::add);
    }
    Optional<String> next = names.size() < limit ? Optional.empty() : Optional.of(names.getLast());
    return Answer.json(new Page(items, next));
  }

  private Answer one(Call call) {
    String name = call.variable("namespace");
    NamespaceName.problemOf(name)
        .ifPresent(
            problem -> {
              throw Faults.of(
                  422,
                  "bad-name",
                  "The content is not right",
                  "/path/namespace",
                  problem,
                  "Ask for a name that can be reserved");
            });
    Optional<AcceptedRecord> record = ports.ledger().latest(RecordKey.name(name));
    Answer.Whole answer = Answer.json(view(name, record));
    return record.map(r -> answer.withETag(r.signed().hash())).orElse(answer);
  }

  private ReservationView view(String name, Optional<AcceptedRecord> record) {
    NameState state = NameState.of(record, ports.ledger().parameters(), ports.clock().instant());
    return ReservationView.of(name, record, state);
  }

  private static RecordKey key(Call given) {
    return RecordArea.key(call -> RecordKey.name(call.variable("namespace")), given);
  }
}
