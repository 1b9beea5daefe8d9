package io.webgateway.wire.document;

import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.name.DnsName;
import io.webgateway.model.name.HostPattern;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.NamespaceName;
import io.webgateway.model.name.Parsed;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads one {@link WorkloadDocument} and collects everything that is wrong with it. */
final class WorkloadReader {
  private static final String KINDS =
      Arrays.stream(WorkloadKind.values())
          .map(WorkloadKind::word)
          .collect(Collectors.joining(", "));
  private static final List<String> EVERY_KIND =
      List.of("kind", "namespace", "id", "pools", "backends", "timeouts");
  private static final List<String> EVERY_TIMEOUT =
      List.of("connectMillis", "firstByteMillis", "idleMillis");
  private static final List<String> HTTP_TIMEOUTS =
      List.of("connectMillis", "firstByteMillis", "idleMillis", "writeStallMillis", "totalMillis");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern PATH_PREFIX =
      Pattern.compile("/|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~!$&'()*+,;=:@-]+)+");
  private static final int MAX_WEIGHT = 1_000;

  private final DocumentFields fields;

  WorkloadReader(JsonNode tree) {
    this.fields = new DocumentFields(tree);
  }

  WorkloadDocument.Outcome read() {
    if (!fields.isMapping()) {
      fields.report("", "bad-form", "This is not a mapping", "Write fields such as kind and id");
      return new WorkloadDocument.Invalid(fields.problems());
    }
    Optional<WorkloadKind> found = kind();
    // The value counts only when no problem was found, so wrong fields may stand in as anything.
    WorkloadKind kind = found.orElse(WorkloadKind.HTTP_SERVICE);
    Workload workload = read(kind, placement());
    if (found.isPresent()) {
      fields.reportUnknown(kind.word(), fieldsOf(kind), fieldsOfAll());
    }
    return fields.problems().isEmpty()
        ? new WorkloadDocument.Parsed(workload)
        : new WorkloadDocument.Invalid(fields.problems());
  }

  private Workload read(WorkloadKind kind, Placement placement) {
    List<Backend> backends = backends();
    Timeouts timeouts = timeouts(kind);
    TrafficPolicy policy = new PolicyReader(fields, kind).read();
    SettingsReader settings = new SettingsReader(fields);
    return switch (kind) {
      case HTTP_SERVICE ->
          new Workload.HttpService(
              placement,
              hosts(placement),
              pathPrefix(),
              settings.http(),
              backends,
              timeouts,
              policy);
      case TLS_PASSTHROUGH ->
          new Workload.TlsPassthrough(placement, hosts(placement), backends, timeouts, policy);
      case TCP_FORWARD ->
          new Workload.TcpForward(placement, port(), settings.tcp(), backends, timeouts, policy);
      case UDP_FORWARD ->
          new Workload.UdpForward(placement, port(), settings.udp(), backends, timeouts, policy);
    };
  }

  private static List<String> fieldsOf(WorkloadKind kind) {
    List<String> all = new ArrayList<>(EVERY_KIND);
    switch (kind) {
      case HTTP_SERVICE -> {
        all.addAll(List.of("hosts", "pathPrefix"));
        all.addAll(SettingsReader.HTTP);
      }
      case TLS_PASSTHROUGH -> all.add("hosts");
      case TCP_FORWARD -> {
        all.add("port");
        all.addAll(SettingsReader.TCP);
      }
      case UDP_FORWARD -> {
        all.add("port");
        all.addAll(SettingsReader.UDP);
      }
    }
    all.addAll(PolicyFields.of(kind));
    return all;
  }

  private static Set<String> fieldsOfAll() {
    Set<String> all = new HashSet<>();
    for (WorkloadKind kind : WorkloadKind.values()) {
      all.addAll(fieldsOf(kind));
    }
    return all;
  }

  private Optional<WorkloadKind> kind() {
    String word = fields.text("kind", "Write one of " + KINDS).orElse("");
    Optional<WorkloadKind> kind = WorkloadKind.of(word);
    if (!word.isEmpty() && kind.isEmpty()) {
      fields.report("/kind", "bad-kind", "There is no kind " + word, "Write one of " + KINDS);
    }
    return kind;
  }

  private Placement placement() {
    String namespace =
        fields.text("namespace", "Write the reserved name to publish under").orElse("");
    if (!namespace.isEmpty()) {
      fields.reportSentence("/namespace", "bad-name", NamespaceName.problemOf(namespace));
    }
    String id = fields.text("id", "Write a short name of your own, such as web").orElse("");
    if (!id.isEmpty() && !LABEL.matcher(id).matches()) {
      fields.report(
          "/id",
          "bad-id",
          "An id is one label of lower-case letters, digits and inner hyphens",
          "Write an id such as web");
    }
    return new Placement(namespace, id, pools());
  }

  private List<String> pools() {
    List<String> pools =
        fields.texts("pools", "bad-pool", text -> DnsName.parse(text).map(DnsName::value));
    if (fields.isAbsent("pools") || (pools.isEmpty() && fields.isEmptyList("pools"))) {
      fields.report("/pools", "missing", "No pool is named", "Name 1 to 16 pools: webgw get pools");
    }
    if (pools.size() > LedgerParameters.MAX_POOLS) {
      fields.report(
          "/pools",
          "out-of-range",
          "There are " + pools.size() + " pools",
          "Name at most " + LedgerParameters.MAX_POOLS);
    }
    return pools;
  }

  private List<String> hosts(Placement placement) {
    return fields.texts(
        "hosts",
        "bad-host",
        text -> HostPattern.parse(text).map(HostPattern::toString),
        "Write a list of host names, or leave it out for "
            + placement.namespace()
            + ".<pool> on each pool");
  }

  private String pathPrefix() {
    String path = fields.optionalText("pathPrefix").orElse("/");
    if (!PATH_PREFIX.matcher(path).matches()) {
      fields.report(
          "/pathPrefix",
          "bad-path",
          "A path prefix is / or whole path segments without a slash at the end",
          "Write a path such as /shop");
    }
    return path;
  }

  private int port() {
    if (fields.isAbsent("port")) {
      fields.report("/port", "missing", "No port is named", "Write the port of the pool to take");
    }
    return (int) fields.whole("/port", fields.child("port"), 1, 1, 65_535);
  }

  private List<Backend> backends() {
    JsonNode list = fields.child("backends");
    if (fields.isAbsent("backends") || !list.isArray() || list.isEmpty()) {
      fields.report(
          "/backends",
          "missing",
          "No backend is named",
          "Write a list with at least one host:port");
      return List.of();
    }
    List<Backend> backends = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      backend("/backends/" + i, list.get(i)).ifPresent(backends::add);
    }
    return backends;
  }

  private Optional<Backend> backend(String pointer, JsonNode node) {
    if (node.isString()) {
      return address(pointer, node).map(Backend::of);
    }
    if (!node.isObject()) {
      fields.report(
          pointer,
          "bad-form",
          "A backend is host:port, or a mapping with address and weight",
          "Write it like \"[400::1]:8080\"");
      return Optional.empty();
    }
    fields.reportUnknown(pointer, node, List.of("address", "weight"));
    long weight = fields.whole(pointer + "/weight", node.path("weight"), 1, 1, MAX_WEIGHT);
    return address(pointer + "/address", node.path("address"))
        .map(address -> new Backend(address, (int) weight));
  }

  private Optional<String> address(String pointer, JsonNode node) {
    Parsed<HostPort> parsed = HostPort.parse(node.asString(""));
    fields.reportSentence(pointer, "bad-backend", parsed.toProblem());
    return parsed.toOptional().map(HostPort::toString);
  }

  private Timeouts timeouts(WorkloadKind kind) {
    boolean isHttp = kind == WorkloadKind.HTTP_SERVICE;
    Timeouts usual = Timeouts.DEFAULT;
    return fields
        .mapping(
            "/timeouts",
            fields.child("timeouts"),
            isHttp ? HTTP_TIMEOUTS : EVERY_TIMEOUT,
            "Write {connectMillis: 3000, firstByteMillis: 60000, idleMillis: 60000}")
        .map(
            node ->
                new Timeouts(
                    millis(node, "connectMillis", usual.connectMillis()),
                    millis(node, "firstByteMillis", usual.firstByteMillis()),
                    millis(node, "idleMillis", usual.idleMillis()),
                    isHttp
                        ? millis(node, "writeStallMillis", usual.writeStallMillis())
                        : usual.writeStallMillis(),
                    isHttp ? totalMillis(node) : usual.totalMillis()))
        .orElse(usual);
  }

  private long totalMillis(JsonNode node) {
    return fields.whole(
        "/timeouts/totalMillis",
        node.path("totalMillis"),
        Timeouts.DEFAULT_TOTAL_MILLIS,
        0,
        Timeouts.MAX_TOTAL_MILLIS);
  }

  private long millis(JsonNode node, String name, long fallback) {
    return fields.whole("/timeouts/" + name, node.path(name), fallback, 1, Timeouts.MAX_MILLIS);
  }
}
