package io.webgateway.client.screen.form;

import io.webgateway.client.screen.NameCheck;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.document.WorkloadDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A workload while somebody fills it in: every field is the text that was typed, so nothing is lost
 * while it is not right yet. Immutable.
 *
 * @param place what it is, and where visitors find it
 * @param visitors for HttpService and TcpForward: how they are met
 * @param backends in their order
 * @param backend for HttpService and TcpForward: what is spoken with them
 * @param limits time limits
 * @param policy how traffic is spread, checked, repeated and bounded
 */
public record WorkloadForm(
    PlaceForm place,
    VisitorForm visitors,
    List<BackendLine> backends,
    BackendForm backend,
    LimitForm limits,
    PolicyForm policy) {
  /** All kinds, in the order in which a form offers them. */
  public static final List<String> KINDS =
      Arrays.stream(WorkloadKind.values()).map(WorkloadKind::word).toList();

  /** Copies the list. */
  public WorkloadForm {
    backends = List.copyOf(backends);
  }

  /**
   * What a workload is, and where visitors find it, while it is typed.
   *
   * @param kind HttpService, TlsPassthrough, TcpForward or UdpForward
   * @param namespace the name to publish under
   * @param id its own name
   * @param pools the domains of its pools
   * @param hosts one a line, or with commas; empty for {@code <namespace>.<pool>}
   * @param pathPrefix for HttpService
   * @param port for TcpForward and UdpForward
   */
  public record PlaceForm(
      String kind,
      String namespace,
      String id,
      List<String> pools,
      String hosts,
      String pathPrefix,
      String port) {
    /** Copies the list. */
    public PlaceForm {
      pools = List.copyOf(pools);
    }
  }

  /**
   * One backend while it is typed.
   *
   * @param address {@code host:port}
   * @param weight a number; empty for 1
   */
  public record BackendLine(String address, String weight) {
    boolean isBlank() {
      return address.isBlank() && weight.isBlank();
    }
  }

  /** What became of reading a form. */
  public sealed interface Outcome {}

  /** The form is good as far as can be seen here; the ledger has the last word. */
  public record Ready(Workload workload) implements Outcome {}

  /** The form is not good. */
  public record Faulty(List<FieldFault> faults) implements Outcome {
    /** Copies the list. */
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** An empty form with the usual defaults. */
  public static WorkloadForm empty() {
    return new WorkloadForm(
        new PlaceForm(KINDS.getFirst(), "", "web", List.of(), "", "/", ""),
        VisitorForm.USUAL,
        List.of(new BackendLine("", "")),
        BackendForm.USUAL,
        LimitForm.USUAL,
        PolicyForm.usual(WorkloadKind.HTTP_SERVICE));
  }

  /** The same form for a name and pools that are chosen already. */
  public WorkloadForm at(String chosenNamespace, List<String> chosenPools) {
    PlaceForm at =
        new PlaceForm(
            place.kind(),
            chosenNamespace,
            place.id(),
            chosenPools,
            place.hosts(),
            place.pathPrefix(),
            place.port());
    return new WorkloadForm(at, visitors, backends, backend, limits, policy);
  }

  /** The form of a workload that is there. */
  public static WorkloadForm of(Workload workload) {
    long minBody =
        workload instanceof Workload.HttpService service
            ? service.http().minBodyBytesPerSecond()
            : HttpSettings.DEFAULT_MIN_BODY_BYTES_PER_SECOND;
    return new WorkloadForm(
        new PlaceForm(
            WorkloadKind.of(workload).word(),
            workload.placement().namespace(),
            workload.placement().id(),
            workload.placement().pools(),
            String.join("\n", hostsOf(workload)),
            workload instanceof Workload.HttpService service ? service.pathPrefix() : "/",
            portOf(workload)),
        VisitorForm.of(workload),
        workload.backends().stream().map(WorkloadForm::line).toList(),
        BackendForm.of(workload),
        LimitForm.of(workload.timeouts(), minBody),
        PolicyForm.of(workload));
  }

  private static BackendLine line(Backend backend) {
    return new BackendLine(backend.address(), Integer.toString(backend.weight()));
  }

  private static List<String> hostsOf(Workload workload) {
    return switch (workload) {
      case Workload.HttpService w -> w.hosts();
      case Workload.TlsPassthrough w -> w.hosts();
      case Workload.TcpForward _, Workload.UdpForward _ -> List.of();
    };
  }

  private static String portOf(Workload workload) {
    return switch (workload) {
      case Workload.HttpService _, Workload.TlsPassthrough _ -> "";
      case Workload.TcpForward w -> Integer.toString(w.port());
      case Workload.UdpForward w -> Integer.toString(w.port());
    };
  }

  /** Its kind; the usual one while none is chosen. */
  public WorkloadKind kind() {
    return WorkloadKind.of(place.kind()).orElse(WorkloadKind.HTTP_SERVICE);
  }

  /** Whether the kind is routed by hosts. */
  public boolean hasHosts() {
    return isHttp() || kind() == WorkloadKind.TLS_PASSTHROUGH;
  }

  /** Whether the kind has a path prefix, and settings of HTTP. */
  public boolean isHttp() {
    return kind() == WorkloadKind.HTTP_SERVICE;
  }

  /** Whether the gateway can speak TLS for it, with visitors and with backends. */
  public boolean hasTls() {
    return isHttp() || kind() == WorkloadKind.TCP_FORWARD;
  }

  /** Whether the kind takes a port. */
  public boolean hasPort() {
    return !hasHosts();
  }

  /** Reads the form; every fault is told at once. */
  public Outcome read() {
    return switch (WorkloadDocument.read(document())) {
      case WorkloadDocument.Parsed parsed -> new Ready(parsed.workload());
      case WorkloadDocument.Invalid invalid -> new Faulty(faults(invalid.problems()));
    };
  }

  /** The faults of a problem that the client or an agent told, at the form's fields. */
  public static List<FieldFault> faults(List<ProblemDocument.FieldError> problems) {
    return problems.stream().map(FieldFault::of).toList();
  }

  /** The document that the form means; what is no number stays text, and is told as a fault. */
  private ObjectNode document() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", place.kind())
        .put("namespace", NameCheck.clean(place.namespace()))
        .put("id", place.id().strip());
    ArrayNode poolList = tree.putArray("pools");
    place.pools().forEach(poolList::add);
    if (hasHosts() && !place.hosts().isBlank()) {
      ArrayNode list = tree.putArray("hosts");
      hostList().forEach(list::add);
    }
    if (hasPort()) {
      putNumber(tree, "port", place.port());
    }
    putBackends(tree.putArray("backends"));
    if (isHttp()) {
      tree.put("pathPrefix", place.pathPrefix().isBlank() ? "/" : place.pathPrefix().strip());
      visitors.putHttp(tree);
      backend.putHttp(tree);
    } else if (hasTls()) {
      visitors.putTcp(tree);
      backend.putTls(tree);
    }
    limits.put(tree, isHttp());
    policy.put(tree, kind());
    return tree;
  }

  private List<String> hostList() {
    List<String> list = new ArrayList<>();
    for (String host : place.hosts().split("[\\s,]+", -1)) {
      if (!host.isBlank()) {
        list.add(host);
      }
    }
    return list;
  }

  // Blank lines stay where they are, so that the index of a fault is the line's on the screen.
  private void putBackends(ArrayNode list) {
    boolean isEmpty = backends.stream().allMatch(BackendLine::isBlank);
    for (BackendLine line : isEmpty ? List.<BackendLine>of() : backends) {
      ObjectNode backend = list.addObject().put("address", line.address().strip());
      if (!line.weight().isBlank()) {
        putNumber(backend, "weight", line.weight());
      }
    }
  }

  static void putNumber(ObjectNode tree, String name, String text) {
    String digits = text.strip();
    if (digits.matches("-?[0-9]{1,18}")) {
      tree.put(name, Long.parseLong(digits));
    } else if (!digits.isEmpty()) {
      tree.put(name, digits);
    }
  }
}
