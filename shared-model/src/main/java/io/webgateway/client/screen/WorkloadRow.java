package io.webgateway.client.screen;

import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.wire.document.WorkloadDocument;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A workload as an agent lists it.
 *
 * @param namespace the name that it is published under
 * @param id its own name
 * @param kind HttpService, TlsPassthrough, TcpForward or UdpForward
 * @param pools the domains of its pools
 * @param hosts the hosts that it names; none means {@code <namespace>.<pool>}
 * @param port the port that it takes on its pools
 * @param owner its owner's identity id
 * @param version the record's version
 * @param conditions as the asked node sees them
 * @param definition the whole definition, for its owner on a node of its pool
 */
public record WorkloadRow(
    String namespace,
    String id,
    String kind,
    List<String> pools,
    List<String> hosts,
    Optional<Integer> port,
    String owner,
    long version,
    List<ConditionRow> conditions,
    Optional<Workload> definition) {

  /** Copies the lists. */
  public WorkloadRow {
    pools = List.copyOf(pools);
    hosts = List.copyOf(hosts);
    conditions = List.copyOf(conditions);
  }

  static WorkloadRow of(JsonNode item) {
    return new WorkloadRow(
        item.path("namespace").asString(""),
        item.path("id").asString(""),
        item.path("kind").asString(""),
        Fields.texts(item, "pools"),
        Fields.texts(item, "hosts"),
        item.has("port") ? Optional.of(item.path("port").asInt(0)) : Optional.empty(),
        item.path("owner").asString(""),
        item.path("version").asLong(0),
        ConditionRow.listOf(item.path("conditions")),
        definition(item.path("definition")));
  }

  private static Optional<Workload> definition(JsonNode tree) {
    if (!tree.isObject()) {
      return Optional.empty();
    }
    return switch (WorkloadDocument.read(tree)) {
      case WorkloadDocument.Parsed parsed -> Optional.of(parsed.workload());
      case WorkloadDocument.Invalid _ -> Optional.empty();
    };
  }

  /** {@code <namespace>/<id>}. */
  public String path() {
    return namespace + "/" + id;
  }

  /** The same workload with the conditions of now. */
  public WorkloadRow with(List<ConditionRow> now) {
    return new WorkloadRow(
        namespace, id, kind, pools, hosts, port, owner, version, now, definition);
  }

  /** The hosts that it answers for, those it did not have to name included. */
  public List<String> answeredHosts() {
    if (!hosts.isEmpty() || port.isPresent()) {
      return hosts;
    }
    return pools.stream().map(pool -> namespace + "." + pool).toList();
  }

  /** Its port with its protocol, as listeners are named: {@code tcp/5432}. */
  public Optional<String> portName() {
    String protocol = kind.equals(WorkloadKind.UDP_FORWARD.word()) ? "udp/" : "tcp/";
    return port.map(number -> protocol + number);
  }

  /** Where visitors find it, in a line. */
  public String where() {
    return portName()
        .map(name -> name + " of " + String.join(", ", pools))
        .orElseGet(() -> String.join(", ", answeredHosts()));
  }

  /** The condition of a type, if the node told it. */
  public Optional<ConditionRow> condition(ConditionType type) {
    return conditions.stream().filter(condition -> condition.type() == type).findFirst();
  }

  /** The first condition that does not hold: what to look at first. */
  public Optional<ConditionRow> trouble() {
    return conditions.stream()
        .filter(condition -> condition.status() == ConditionStatus.FALSE)
        .findFirst();
  }

  /** Its state in a few words: what is wrong, else whether it is served. */
  public String summary() {
    return trouble()
        .map(trouble -> trouble.type() == ConditionType.SERVING ? "not served" : inWords(trouble))
        .orElseGet(() -> isServing() ? "serving" : "not known");
  }

  private static String inWords(ConditionRow trouble) {
    return trouble.type() == ConditionType.ACCEPTED
        ? "not accepted"
        : trouble.title() + ": " + trouble.word();
  }

  /** Whether the node says that it routes to it. */
  public boolean isServing() {
    return condition(ConditionType.SERVING)
        .filter(condition -> condition.status() == ConditionStatus.TRUE)
        .isPresent();
  }

  /** How its state is meant. */
  public Tone tone() {
    if (trouble().isPresent()) {
      return Tone.BAD;
    }
    return isServing() ? Tone.GOOD : Tone.NEUTRAL;
  }
}
