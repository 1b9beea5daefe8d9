package io.webgateway.wire.document;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.WireException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A workload as its owner writes it down: one flat mapping, in JSON here and in YAML where people
 * type it.
 *
 * <pre>
 * kind: HttpService          # or TlsPassthrough, TcpForward, UdpForward
 * namespace: blog
 * id: web
 * pools: [gw.example.org]
 * hosts: [blog.gw.example.org]   # optional; default &lt;namespace&gt;.&lt;pool&gt;
 * pathPrefix: /                  # HttpService, optional
 * plainHttp: redirect            # HttpService, optional: redirect, serve or passAcme
 * tls:                           # HttpService, optional: with visitors
 *   minVersion: "1.2"            # or "1.3"
 *   clientCertificates: {mode: off}   # or optional, required; with ca: in PEM
 *   hsts: {maxAgeSeconds: 0, includeSubDomains: false}
 * backendProtocol: http1         # HttpService, optional: http1 or http2
 * backendTls: off                # HttpService, TcpForward, optional; or a mapping of
 *                                #   ca (PEM) or pins (list of SHA-256 in Base64)
 *                                #   serverName, certificate and key (PEM), optional
 * port: 5432                     # TcpForward and UdpForward
 * tls: off                       # TcpForward, optional; or {minVersion, clientCertificates}
 * flows:                         # UdpForward, optional
 *   {maxFlows: 10000, maxFlowsPerClient: 256, lifetimeMillis: 0, amplification: 3, oneWay: false}
 * backends:
 *   - "[400::1]:8080"
 *   - {address: "[400::2]:8080", weight: 2}
 * timeouts: {connectMillis: 3000, firstByteMillis: 60000, idleMillis: 60000}   # optional
 *                                # HttpService also: writeStallMillis, totalMillis
 * balancing:                     # optional
 *   method: roundRobin           # or leastRequests, consistentHash
 *   hash: address                # or path, header:&lt;name&gt; for HttpService
 *   sticky: off                  # or address; cookie or {cookie, maxAgeSeconds} for HttpService
 *   slowStartMillis: 0
 *   panicPercent: 0
 * health:                        # optional
 *   check: tcp                   # or off, tls, http {path, host, status}, grpc {service}
 *   intervalMillis: 5000         # also timeoutMillis, rise, fall, port
 *   ejection: {failures: 3, baseMillis: 5000, maxPercent: 100}
 * retries: {attempts: 2, budgetPercent: 20}   # optional, not for UdpForward
 * circuit: {maxConnections: 0, maxRequests: 0, maxPending: 0}   # optional
 * limits:                        # optional
 *   maxConnections: 0            # also connectionsPerSecond, bitsPerSecondIn, bitsPerSecondOut;
 *                                #   HttpService: requestsPerSecond, maxHeaderBytes,
 *                                #   maxBodyBytes, minBodyBytesPerSecond
 *   perClient: {maxConnections: 0}   # the same counts and rates, of one visitor
 * proxyProtocol: off             # optional, or v1, v2; not for UdpForward
 * </pre>
 *
 * A private key is read but never written: {@code key: kept} stands for the one that is published.
 */
public final class WorkloadDocument {

  private WorkloadDocument() {}

  /** What became of reading a document. */
  public sealed interface Outcome {}

  /** The document is good. */
  public record Parsed(Workload workload) implements Outcome {}

  /**
   * The document is not good.
   *
   * @param problems all that was found; at least one
   */
  public record Invalid(List<ProblemDocument.FieldError> problems) implements Outcome {
    /** Copies the list. */
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** Reads a document; every problem is reported at once. */
  public static Outcome read(JsonNode tree) {
    return new WorkloadReader(tree).read();
  }

  /** Reads a document in JSON. */
  public static Outcome read(String json) {
    try {
      return read(Json.readTree(json));
    } catch (WireException e) {
      return new Invalid(
          List.of(
              new ProblemDocument.FieldError(
                  e.pointer(),
                  "bad-json",
                  "This is not proper JSON: " + e.getMessage(),
                  "Correct the syntax")));
    }
  }

  /** The document of a workload, with every default written out. */
  public static ObjectNode write(Workload workload) {
    ObjectNode tree = start(workload);
    switch (workload) {
      case Workload.HttpService w -> {
        putHosts(tree, w.hosts());
        tree.put("pathPrefix", w.pathPrefix());
        SettingsWriter.put(tree, w.http());
      }
      case Workload.TlsPassthrough w -> putHosts(tree, w.hosts());
      case Workload.TcpForward w -> SettingsWriter.put(tree.put("port", w.port()), w.tcp());
      case Workload.UdpForward w -> SettingsWriter.put(tree.put("port", w.port()), w.udp());
    }
    putBackends(tree, workload.backends());
    ObjectNode timeouts = putTimeouts(tree, workload.timeouts());
    PolicyWriter.put(tree, workload.policy(), WorkloadKind.of(workload));
    if (workload instanceof Workload.HttpService w) {
      timeouts
          .put("writeStallMillis", w.timeouts().writeStallMillis())
          .put("totalMillis", w.timeouts().totalMillis());
      tree.withObject("limits").put(SettingsReader.MIN_BODY, w.http().minBodyBytesPerSecond());
    }
    return tree;
  }

  private static ObjectNode start(Workload workload) {
    Placement placement = workload.placement();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", WorkloadKind.of(workload).word());
    tree.put("namespace", placement.namespace());
    tree.put("id", placement.id());
    ArrayNode pools = tree.putArray("pools");
    placement.pools().forEach(pools::add);
    return tree;
  }

  private static void putHosts(ObjectNode tree, List<String> hosts) {
    if (!hosts.isEmpty()) {
      ArrayNode list = tree.putArray("hosts");
      hosts.forEach(list::add);
    }
  }

  private static void putBackends(ObjectNode tree, List<Backend> backends) {
    ArrayNode list = tree.putArray("backends");
    for (Backend backend : backends) {
      list.addObject().put("address", backend.address()).put("weight", backend.weight());
    }
  }

  private static ObjectNode putTimeouts(ObjectNode tree, Timeouts timeouts) {
    return tree.putObject("timeouts")
        .put("connectMillis", timeouts.connectMillis())
        .put("firstByteMillis", timeouts.firstByteMillis())
        .put("idleMillis", timeouts.idleMillis());
  }
}
