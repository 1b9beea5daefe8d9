package io.webgateway.client.screen;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.document.WorkloadDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A workload while somebody fills it in: every field is the text that was typed, so nothing is lost
 * while it is not right yet. Immutable.
 *
 * @param kind HttpService, TlsPassthrough, TcpForward or UdpForward
 * @param namespace the name to publish under
 * @param id its own name
 * @param pools the domains of its pools
 * @param hosts one a line, or with commas; empty for {@code <namespace>.<pool>}
 * @param pathPrefix for HttpService
 * @param visitors for HttpService: how they are met
 * @param port for TcpForward and UdpForward
 * @param backends in their order
 * @param backend for HttpService: what is spoken with them
 * @param limits time limits
 */
public record WorkloadForm(
    String kind,
    String namespace,
    String id,
    List<String> pools,
    String hosts,
    String pathPrefix,
    VisitorForm visitors,
    String port,
    List<BackendLine> backends,
    BackendForm backend,
    LimitForm limits) {
  /** All kinds, in the order in which a form offers them. */
  public static final List<String> KINDS =
      List.of("HttpService", "TlsPassthrough", "TcpForward", "UdpForward");

  private static final Map<String, Field> FIELDS =
      Map.ofEntries(
          Map.entry("/kind", Field.KIND),
          Map.entry("/namespace", Field.NAMESPACE),
          Map.entry("/key", Field.NAMESPACE),
          Map.entry("/tenure", Field.NAMESPACE),
          Map.entry("/id", Field.ID),
          Map.entry("/pools", Field.POOLS),
          Map.entry("/hosts", Field.HOSTS),
          Map.entry("/pathPrefix", Field.PATH_PREFIX),
          Map.entry("/plainHttp", Field.PLAIN_HTTP),
          Map.entry("/tls", Field.MIN_TLS),
          Map.entry("/tls/clientCertificates", Field.CERTIFICATES),
          Map.entry("/tls/clientCertificates/ca", Field.VISITOR_CA),
          Map.entry("/tls/hsts", Field.HSTS_SECONDS),
          Map.entry("/tls/hsts/includeSubDomains", Field.HSTS_SUB_DOMAINS),
          Map.entry("/port", Field.PORT),
          Map.entry("/number", Field.PORT),
          Map.entry("/backends", Field.BACKENDS),
          Map.entry("/backendProtocol", Field.BACKEND_HTTP),
          Map.entry("/backendTls", Field.BACKEND_TLS),
          Map.entry("/backendTls/ca", Field.BACKEND_CA),
          Map.entry("/backendTls/pins", Field.PINS),
          Map.entry("/backendTls/serverName", Field.SERVER_NAME),
          Map.entry("/backendTls/certificate", Field.CERTIFICATE),
          Map.entry("/backendTls/key", Field.KEY),
          Map.entry("/timeouts", Field.CONNECT_MILLIS),
          Map.entry("/timeouts/firstByteMillis", Field.FIRST_BYTE_MILLIS),
          Map.entry("/timeouts/idleMillis", Field.IDLE_MILLIS),
          Map.entry("/timeouts/writeStallMillis", Field.WRITE_STALL_MILLIS),
          Map.entry("/timeouts/totalMillis", Field.TOTAL_MILLIS),
          Map.entry("/limits", Field.MIN_BODY));

  /** Copies the lists. */
  public WorkloadForm {
    pools = List.copyOf(pools);
    backends = List.copyOf(backends);
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

  /**
   * One fault.
   *
   * @param field which field of the form; {@link Field#WHOLE} for none in particular
   * @param index which backend, from 0; -1 for no backend
   * @param fault what was wrong
   * @param cure what would be right
   */
  public record FieldFault(Field field, int index, String fault, String cure) {
    /** Fault and cure in one line. */
    public String text() {
      return fault + ". " + cure;
    }
  }

  /** The fields that a fault can be shown at. */
  public enum Field {
    KIND,
    NAMESPACE,
    ID,
    POOLS,
    HOSTS,
    PATH_PREFIX,
    PLAIN_HTTP,
    MIN_TLS,
    CERTIFICATES,
    VISITOR_CA,
    HSTS_SECONDS,
    HSTS_SUB_DOMAINS,
    PORT,
    BACKENDS,
    BACKEND_HTTP,
    BACKEND_TLS,
    BACKEND_CA,
    PINS,
    SERVER_NAME,
    CERTIFICATE,
    KEY,
    CONNECT_MILLIS,
    FIRST_BYTE_MILLIS,
    IDLE_MILLIS,
    WRITE_STALL_MILLIS,
    TOTAL_MILLIS,
    MIN_BODY,
    WHOLE
  }

  /** An empty form with the usual defaults. */
  public static WorkloadForm empty() {
    return new WorkloadForm(
        KINDS.getFirst(),
        "",
        "web",
        List.of(),
        "",
        "/",
        VisitorForm.USUAL,
        "",
        List.of(new BackendLine("", "")),
        BackendForm.USUAL,
        LimitForm.USUAL);
  }

  /** The same form for a name and pools that are chosen already. */
  public WorkloadForm at(String chosenNamespace, List<String> chosenPools) {
    return new WorkloadForm(
        kind,
        chosenNamespace,
        id,
        chosenPools,
        hosts,
        pathPrefix,
        visitors,
        port,
        backends,
        backend,
        limits);
  }

  /** The form of a workload that is there. */
  public static WorkloadForm of(Workload workload) {
    HttpSettings http =
        workload instanceof Workload.HttpService service ? service.http() : HttpSettings.DEFAULT;
    return new WorkloadForm(
        workload.getClass().getSimpleName(),
        workload.placement().namespace(),
        workload.placement().id(),
        workload.placement().pools(),
        String.join("\n", hostsOf(workload)),
        workload instanceof Workload.HttpService service ? service.pathPrefix() : "/",
        VisitorForm.of(http),
        portOf(workload),
        workload.backends().stream().map(WorkloadForm::line).toList(),
        BackendForm.of(http.backend()),
        LimitForm.of(workload.timeouts(), http.minBodyBytesPerSecond()));
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

  /** Whether the kind is routed by hosts. */
  public boolean hasHosts() {
    return kind.equals("HttpService") || kind.equals("TlsPassthrough");
  }

  /** Whether the kind has a path prefix, and settings for visitors and backends. */
  public boolean isHttp() {
    return kind.equals("HttpService");
  }

  /** Whether the kind takes a port. */
  public boolean hasPort() {
    return kind.equals("TcpForward") || kind.equals("UdpForward");
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
    return problems.stream().map(WorkloadForm::fault).toList();
  }

  private static FieldFault fault(ProblemDocument.FieldError problem) {
    String pointer = problem.pointer();
    for (String lead : List.of("/body/spec", "/body")) {
      pointer = pointer.startsWith(lead + "/") ? pointer.substring(lead.length()) : pointer;
    }
    return new FieldFault(field(pointer), index(pointer), problem.fault(), problem.cure());
  }

  // Where a fault of an inner field has no field of its own, the nearest one around it shows it.
  private static Field field(String pointer) {
    String[] steps = pointer.split("/", -1);
    Field found = Field.WHOLE;
    String path = "";
    for (int i = 1; i < steps.length; i++) {
      path += "/" + steps[i];
      found = FIELDS.getOrDefault(path, found);
    }
    return found;
  }

  private static int index(String pointer) {
    String[] steps = pointer.split("/", -1);
    boolean isIndexed = steps.length > 2 && steps[1].equals("backends");
    return isIndexed && steps[2].matches("[0-9]{1,4}") ? Integer.parseInt(steps[2]) : -1;
  }

  /** The document that the form means; what is no number stays text, and is told as a fault. */
  private ObjectNode document() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", kind).put("namespace", NameCheck.clean(namespace)).put("id", id.strip());
    ArrayNode poolList = tree.putArray("pools");
    pools.forEach(poolList::add);
    if (hasHosts() && !hosts.isBlank()) {
      ArrayNode list = tree.putArray("hosts");
      hostList().forEach(list::add);
    }
    if (isHttp()) {
      tree.put("pathPrefix", pathPrefix.isBlank() ? "/" : pathPrefix.strip());
      visitors.put(tree);
    }
    if (hasPort()) {
      putNumber(tree, "port", port);
    }
    putBackends(tree.putArray("backends"));
    if (isHttp()) {
      backend.put(tree);
    }
    limits.put(tree, isHttp());
    return tree;
  }

  private List<String> hostList() {
    List<String> list = new ArrayList<>();
    for (String host : hosts.split("[\\s,]+", -1)) {
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
    if (digits.matches("-?[0-9]{1,9}")) {
      tree.put(name, Integer.parseInt(digits));
    } else if (!digits.isEmpty()) {
      tree.put(name, digits);
    }
  }
}
