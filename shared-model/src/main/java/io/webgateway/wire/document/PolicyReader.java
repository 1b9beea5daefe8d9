package io.webgateway.wire.document;

import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.Retries;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads how the traffic of a workload is spread, checked, repeated and bounded. */
final class PolicyReader {
  /** Before the name of a header field that is hashed. */
  static final String HEADER = "header:";

  private static final int MAX_PERCENT = 100;
  private static final List<String> COOKIE = List.of("cookie", "maxAgeSeconds");

  // RFC 9110 section 5.6.2, RFC 6265 section 4.1.1
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

  private final DocumentFields fields;
  private final WorkloadKind kind;

  PolicyReader(DocumentFields fields, WorkloadKind kind) {
    this.fields = fields;
    this.kind = kind;
  }

  /** The policy; it counts only when no problem was reported. */
  TrafficPolicy read() {
    return new TrafficPolicy(
        balancing(),
        new HealthReader(fields, kind).read(),
        retries(),
        circuit(),
        limits(),
        proxyProtocol(),
        new LossReader(fields, kind).loss(),
        new LossReader(fields, kind).pause());
  }

  private boolean isHttp() {
    return kind == WorkloadKind.HTTP_SERVICE;
  }

  // A field that the kind does not have at all is reported where all fields are looked at.
  private JsonNode child(String name) {
    return PolicyFields.of(kind).contains(name) ? fields.child(name) : fields.none().path(name);
  }

  private DocumentGroup group(String name, List<String> known, String cure) {
    return fields.group("/" + name, child(name), known, cure);
  }

  private Balancing balancing() {
    DocumentGroup group =
        group("balancing", PolicyFields.BALANCING, "Write {method: leastRequests}");
    Balancing.Method method =
        group.word("method", Words.METHODS, Words.METHODS.usual(), "bad-method");
    Balancing.HashKey hash = hash(group);
    if (method != Balancing.Method.CONSISTENT_HASH
        && !(hash instanceof Balancing.HashKey.ClientAddress)) {
      group.report(
          "hash",
          "unused",
          "Only consistentHash looks at a hash",
          "Write method: consistentHash, or leave hash out");
    }
    return new Balancing(
        method,
        hash,
        stickiness(group),
        group.whole("slowStartMillis", 0, 0, Balancing.MAX_SLOW_START_MILLIS),
        group.count("panicPercent", 0, 0, MAX_PERCENT));
  }

  private Balancing.HashKey hash(DocumentGroup group) {
    String text = group.text("hash").orElse("address");
    Optional<Balancing.HashKey> found = Optional.empty();
    if (text.equals("address")) {
      found = Optional.of(new Balancing.HashKey.ClientAddress());
    } else if (text.equals("path")) {
      found = Optional.of(new Balancing.HashKey.Path());
    } else if (text.startsWith(HEADER)
        && TOKEN.matcher(text.substring(HEADER.length())).matches()) {
      found =
          Optional.of(
              new Balancing.HashKey.Header(
                  text.substring(HEADER.length()).toLowerCase(Locale.ROOT)));
    }
    if (found.isEmpty()) {
      group.report(
          "hash",
          "bad-hash",
          "There is no such choice",
          isHttp() ? "Write one of address, path, header:<name>" : "Write address");
    } else if (!isHttp() && !text.equals("address")) {
      group.report(
          "hash",
          "wrong-kind",
          "A " + kind.word() + " sees no " + (text.equals("path") ? "paths" : "header fields"),
          "Write hash: address, or choose HttpService");
    }
    return found.orElseGet(Balancing.HashKey.ClientAddress::new);
  }

  private Balancing.Stickiness stickiness(DocumentGroup group) {
    JsonNode node = group.node().path("sticky");
    if (fields.isAbsent(node) || DocumentFields.isOff(node)) {
      return new Balancing.Stickiness.Off();
    }
    if (node.isString() && node.stringValue().equals("address")) {
      return new Balancing.Stickiness.ClientAddress();
    }
    boolean isWord = node.isString() && node.stringValue().equals("cookie");
    if (!isWord && !node.isObject()) {
      group.report(
          "sticky",
          "bad-stickiness",
          "There is no such choice",
          isHttp()
              ? "Write one of off, address, cookie, or {cookie: name, maxAgeSeconds: 3600}"
              : "Write off or address");
      return new Balancing.Stickiness.Off();
    }
    if (!isHttp()) {
      group.report(
          "sticky",
          "wrong-kind",
          "A " + kind.word() + " sees no cookies",
          "Write sticky: address, or choose HttpService");
      return new Balancing.Stickiness.Off();
    }
    return cookie(fields.group(group.at("sticky"), isWord ? fields.none() : node, COOKIE, ""));
  }

  private static Balancing.Stickiness cookie(DocumentGroup group) {
    String name = group.text("cookie").orElse(Balancing.Stickiness.Cookie.DEFAULT_NAME);
    if (!TOKEN.matcher(name).matches()) {
      group.report(
          "cookie",
          "bad-cookie",
          "This is no name of a cookie",
          "Write up to 64 letters, digits and hyphens, such as "
              + Balancing.Stickiness.Cookie.DEFAULT_NAME);
    }
    return new Balancing.Stickiness.Cookie(
        name, group.whole("maxAgeSeconds", 0, 0, Balancing.Stickiness.Cookie.MAX_AGE_SECONDS));
  }

  private Retries retries() {
    Retries usual = Retries.DEFAULT;
    DocumentGroup group = group("retries", PolicyFields.RETRIES, "Write {attempts: 2}");
    return new Retries(
        group.count("attempts", usual.attempts(), 0, Retries.MAX_ATTEMPTS),
        group.count("budgetPercent", usual.budgetPercent(), 0, MAX_PERCENT));
  }

  private CircuitLimits circuit() {
    DocumentGroup group = group("circuit", PolicyFields.ALL_CIRCUIT, "Write {maxConnections: 100}");
    fields.reportForeign(kind.word(), group, PolicyFields.circuit(kind), PolicyFields.ALL_CIRCUIT);
    return new CircuitLimits(
        group.count("maxConnections", 0, 0, CircuitLimits.MAX),
        group.count("maxRequests", 0, 0, CircuitLimits.MAX),
        group.count("maxPending", 0, 0, CircuitLimits.MAX_PENDING));
  }

  private TrafficLimits limits() {
    DocumentGroup group =
        group("limits", PolicyFields.ALL_LIMITS, "Write {connectionsPerSecond: 100}");
    fields.reportForeign(kind.word(), group, PolicyFields.limits(kind), PolicyFields.ALL_LIMITS);
    DocumentGroup client =
        group.inner("perClient", PolicyFields.ALL_BOUNDS, "Write {connectionsPerSecond: 10}");
    fields.reportForeign(kind.word(), client, PolicyFields.bounds(kind), PolicyFields.ALL_BOUNDS);
    return new TrafficLimits(
        bounds(group),
        bounds(client),
        group.count("maxHeaderBytes", 0, 0, TrafficLimits.MAX_HEADER_BYTES),
        group.whole("maxBodyBytes", 0, 0, TrafficLimits.MAX_BODY_BYTES));
  }

  private static TrafficLimits.Bounds bounds(DocumentGroup group) {
    int most = TrafficLimits.Bounds.MAX_COUNT;
    long fastest = TrafficLimits.Bounds.MAX_BITS_PER_SECOND;
    return new TrafficLimits.Bounds(
        group.count("maxConnections", 0, 0, most),
        group.count("connectionsPerSecond", 0, 0, most),
        group.count("requestsPerSecond", 0, 0, most),
        group.whole("bitsPerSecondIn", 0, 0, fastest),
        group.whole("bitsPerSecondOut", 0, 0, fastest));
  }

  private ProxyProtocol proxyProtocol() {
    return fields
        .word("/proxyProtocol", child("proxyProtocol"), Words.PROXY_PROTOCOLS, "bad-proxy-protocol")
        .orElse(Words.PROXY_PROTOCOLS.usual());
  }
}
