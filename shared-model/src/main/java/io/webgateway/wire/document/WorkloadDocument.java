package io.webgateway.wire.document;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
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
 * backendTls: off                # HttpService, optional; or a mapping of
 *                                #   ca (PEM) or pins (list of SHA-256 in Base64)
 *                                #   serverName, certificate and key (PEM), optional
 * limits: {minBodyBytesPerSecond: 240}   # HttpService, optional
 * port: 5432                     # TcpForward and UdpForward
 * backends:
 *   - "[400::1]:8080"
 *   - {address: "[400::2]:8080", weight: 2}
 * timeouts: {connectMillis: 3000, firstByteMillis: 60000, idleMillis: 60000}   # optional
 *                                # HttpService also: writeStallMillis, totalMillis
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
    return switch (workload) {
      case Workload.HttpService w -> {
        ObjectNode tree = start("HttpService", w.placement());
        putHosts(tree, w.hosts());
        tree.put("pathPrefix", w.pathPrefix());
        SettingsWriter.put(tree, w.http());
        ObjectNode whole = end(tree, w.backends(), w.timeouts());
        SettingsWriter.putTimeouts(whole.withObject("timeouts"), w.timeouts());
        SettingsWriter.putLimits(whole, w.http());
        yield whole;
      }
      case Workload.TlsPassthrough w -> {
        ObjectNode tree = start("TlsPassthrough", w.placement());
        putHosts(tree, w.hosts());
        yield end(tree, w.backends(), w.timeouts());
      }
      case Workload.TcpForward w ->
          end(start("TcpForward", w.placement()).put("port", w.port()), w.backends(), w.timeouts());
      case Workload.UdpForward w ->
          end(start("UdpForward", w.placement()).put("port", w.port()), w.backends(), w.timeouts());
    };
  }

  private static ObjectNode start(String kind, Placement placement) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", kind);
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

  private static ObjectNode end(ObjectNode tree, List<Backend> backends, Timeouts timeouts) {
    ArrayNode list = tree.putArray("backends");
    for (Backend backend : backends) {
      list.addObject().put("address", backend.address()).put("weight", backend.weight());
    }
    tree.putObject("timeouts")
        .put("connectMillis", timeouts.connectMillis())
        .put("firstByteMillis", timeouts.firstByteMillis())
        .put("idleMillis", timeouts.idleMillis());
    return tree;
  }
}
