package io.webgateway.wire.zos;

import io.webgateway.model.name.HostPattern;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.name.NamespaceName;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.zos.ZosImport.Item;
import io.webgateway.wire.zos.ZosImport.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One definition on its way to a workload. */
final class ZosConversion {
  private static final Set<String> KNOWN_DATA =
      Set.of("tls_passthrough", "backends", "network", "name", "fqdn");

  private final ZosDefinition definition;
  private final Plan plan;
  private final Findings findings;

  ZosConversion(ZosDefinition definition, Plan plan, Findings findings) {
    this.definition = definition;
    this.plan = plan;
    this.findings = findings;
  }

  /**
   * The workload; empty after a problem, or when it is the same as one before.
   *
   * @param before what came of the definitions before this one
   */
  Optional<Item> item(List<Item> before) {
    int problems = findings.problems().size();
    if (!definition.data().isObject()) {
      findings.problem(
          definition.pointer() + "/data",
          "missing",
          "The definition has no data",
          "Give the fields of a " + definition.type() + " under data");
      return Optional.empty();
    }
    requirePassthroughForm();
    String subject = subject();
    String namespace = namespace(subject);
    List<Backend> backends = backends();
    noteFields();
    if (findings.problems().size() > problems) {
      return Optional.empty();
    }
    List<String> hosts = definition.isNameProxy() ? List.of() : List.of(subject);
    return unless(before, namespace, hosts, backends);
  }

  private Optional<Item> unless(
      List<Item> before, String namespace, List<String> hosts, List<Backend> backends) {
    for (Item other : before) {
      if (other.workload().placement().namespace().equals(namespace)
          && hostsOf(other.workload()).equals(hosts)) {
        repeated(other, backends);
        return Optional.empty();
      }
    }
    Placement placement = new Placement(namespace, id(before, namespace), plan.pools());
    Workload workload =
        isPassthrough()
            ? new Workload.TlsPassthrough(placement, hosts, backends, Timeouts.DEFAULT)
            : new Workload.HttpService(
                placement, hosts, "/", HttpSettings.DEFAULT, backends, Timeouts.DEFAULT);
    return Optional.of(
        new Item(definition.pointer(), definition.type() + " " + subjectAsWritten(), workload));
  }

  /** The same name on several gateways there is one workload on several pools here. */
  private void repeated(Item other, List<Backend> backends) {
    boolean same =
        isPassthrough() == (other.workload() instanceof Workload.TlsPassthrough)
            && other.workload().backends().equals(backends);
    String words = subjectAsWritten() + " is defined at " + other.pointer() + " already";
    if (same) {
      findings.note(
          definition.pointer(),
          "repeated",
          "Left out: " + words,
          "Nothing; one workload serves on all its pools");
    } else {
      findings.problem(
          definition.at(definition.subjectField()),
          "conflict",
          words + ", with other backends or another kind",
          "Keep one of the two");
    }
  }

  private static List<String> hostsOf(Workload workload) {
    return switch (workload) {
      case Workload.HttpService w -> w.hosts();
      case Workload.TlsPassthrough w -> w.hosts();
      case Workload.TcpForward _, Workload.UdpForward _ -> List.of();
    };
  }

  private void requirePassthroughForm() {
    JsonNode flag = definition.data().path("tls_passthrough");
    if (!flag.isMissingNode() && !flag.isBoolean()) {
      findings.problem(
          definition.at("tls_passthrough"),
          "bad-form",
          "tls_passthrough is neither true nor false",
          "Write true or false; left out, it is false");
    }
  }

  private boolean isPassthrough() {
    return definition.data().path("tls_passthrough").asBoolean(false);
  }

  private String subjectAsWritten() {
    return definition.data().path(definition.subjectField()).asString("");
  }

  /** What visitors ask for, in lower case: the DNS knows no other difference. */
  private String subject() {
    String written = subjectAsWritten();
    String field = definition.subjectField();
    if (written.isEmpty()) {
      findings.problem(
          definition.at(field),
          "missing",
          "A " + definition.type() + " has a " + field,
          definition.isNameProxy() ? "Write one label" : "Write a domain name");
      return "";
    }
    String lower = written.toLowerCase(Locale.ROOT);
    if (!lower.equals(written)) {
      findings.note(
          definition.at(field),
          "lower-case",
          written + " is written " + lower,
          "Nothing; visitors may go on writing either");
    }
    if (!definition.isNameProxy()) {
      HostPattern.parse(lower)
          .toProblem()
          .ifPresent(
              problem ->
                  findings.problem(
                      definition.at(field), "bad-host", problem, "Choose another domain"));
      noteOwnDomain(lower);
    }
    return lower;
  }

  private void noteOwnDomain(String host) {
    if (plan.pools().stream().noneMatch(pool -> host.endsWith("." + pool))) {
      findings.note(
          definition.at("fqdn"),
          "own-domain",
          "A domain of your own must be proved yours; Zero-OS only looked where it points",
          "Prove it and point its address records at the pools; until then it is not served");
    }
  }

  private String namespace(String subject) {
    String own = definition.isNameProxy() ? subject : labelOf(definition.workloadName());
    Optional<String> wanted =
        Optional.ofNullable(plan.namespaces().get(subjectAsWritten()))
            .or(() -> Optional.ofNullable(plan.namespaces().get(subject)));
    String namespace = wanted.orElse(own);
    NamespaceName.problemOf(namespace)
        .ifPresent(
            problem ->
                findings.problem(
                    definition.isNameProxy() || wanted.isPresent()
                        ? definition.at(definition.subjectField())
                        : definition.pointer() + "/name",
                    "bad-name",
                    problem,
                    "Choose the reserved name that it goes under: --name "
                        + subjectAsWritten()
                        + "=NAME"));
    noteAddress(subject, namespace);
    return namespace;
  }

  private void noteAddress(String subject, String namespace) {
    if (!definition.isNameProxy()) {
      findings.note(
          definition.at("fqdn"),
          "namespace",
          subject + " goes under the name " + namespace + ", because every workload has one",
          "Reserve it, or choose another: --name " + subject + "=NAME");
      return;
    }
    String before = definition.tree().path("result").path("data").path("fqdn").asString("");
    List<String> now = plan.pools().stream().map(pool -> namespace + "." + pool).toList();
    if (!now.contains(before)) {
      findings.note(
          definition.at("name"),
          "new-address",
          (before.isEmpty() ? "Its address there" : before)
              + " belongs to the old gateway; here it is "
              + String.join(", ", now),
          "Reserve " + namespace + ", and tell visitors");
    }
  }

  /** Their names have other letters than ours, and no order that could clash. */
  private String id(List<Item> before, String namespace) {
    String wanted = labelOf(definition.workloadName());
    String id = wanted.isEmpty() ? "web" : wanted;
    String free = id;
    for (int i = 2; isTaken(before, namespace, free); i++) {
      free = id + "-" + i;
    }
    return free;
  }

  private static boolean isTaken(List<Item> before, String namespace, String id) {
    return before.stream()
        .map(item -> item.workload().placement())
        .anyMatch(taken -> taken.namespace().equals(namespace) && taken.id().equals(id));
  }

  /** A DNS label from letters, digits and underscores, at most 36 of them there. */
  private static String labelOf(String name) {
    String label =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return label.length() > 60 ? label.substring(0, 60).replaceAll("-$", "") : label;
  }

  private List<Backend> backends() {
    JsonNode list = definition.data().path("backends");
    List<Backend> backends = new ArrayList<>();
    if (!list.isArray() || list.isEmpty()) {
      findings.problem(
          definition.at("backends"),
          "missing",
          "There is no list of backends",
          "Write at least one");
      return backends;
    }
    for (int i = 0; i < list.size(); i++) {
      new ZosBackend(definition.at("backends/" + i), findings)
          .read(list.get(i).asString(""), isPassthrough())
          .map(HostPort::toString)
          .map(Backend::of)
          .ifPresent(backends::add);
    }
    return backends;
  }

  private void noteFields() {
    String network = definition.data().path("network").asString("");
    if (!network.isEmpty()) {
      findings.note(
          definition.at("network"),
          "private-network",
          "The private network " + network + " cannot be joined: its addresses mean nothing here",
          "Give the backend an overlay address (Mycelium, Yggdrasil) and name that");
    }
    for (String field : definition.data().propertyNames()) {
      if (!KNOWN_DATA.contains(field)) {
        findings.note(
            definition.at(field), "unknown-field", "Not carried over: unknown", "Nothing");
      }
    }
    for (String field : List.of("description", "metadata")) {
      if (!definition.tree().path(field).asString("").isEmpty()) {
        findings.note(
            definition.pointer() + "/" + field,
            "no-such-field",
            "Not carried over: a workload has no " + field,
            "Keep it as a comment in your file");
      }
    }
    if (definition.tree().path("result").path("state").asString("").equals("paused")) {
      findings.note(
          definition.pointer() + "/result/state",
          "paused",
          "It is paused there; here it would be served",
          "Apply it when it shall be served");
    }
  }
}
