package io.webgateway.bench.change.side;

import io.webgateway.bench.change.sample.Ports;
import io.webgateway.bench.change.side.EditDice.Setting;
import io.webgateway.bench.change.visit.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The workloads of the benchmark as their tenant writes them, with all edits so far. */
final class OurDocuments {
  private final Map<String, Map<String, Object>> documents = new TreeMap<>();
  private final Map<String, Integer> weights = new TreeMap<>();
  private Ports backend;

  OurDocuments(Target target, Ports backend) {
    this.backend = backend;
    documents.put("web", web());
    documents.put("tcp", port("TcpForward", "tcp", target.tcpPort(), true));
    documents.put("udp", port("UdpForward", "udp", target.udpPort(), false));
  }

  private static Map<String, Object> web() {
    Map<String, Object> web = common("HttpService", "web", true);
    web.put("plainHttp", "serve");
    return web;
  }

  private static Map<String, Object> port(String kind, String id, int port, boolean resumes) {
    Map<String, Object> document = common(kind, id, resumes);
    document.put("port", port);
    return document;
  }

  private static Map<String, Object> common(String kind, String id, boolean resumes) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", kind);
    document.put("namespace", "bench");
    document.put("id", id);
    document.put("pools", List.of("gw.localhost"));
    document.put(
        "onBackendLoss",
        resumes
            ? Map.of("mode", "wait", "holdMillis", 30_000, "resume", true)
            : Map.of("mode", "wait", "holdMillis", 30_000));
    return document;
  }

  /** Changes some fields. */
  Map<String, Object> edit(String workload, List<Setting> settings) {
    for (Setting setting : settings) {
      if (setting.field().equals("weight")) {
        weights.put(workload, (Integer) setting.value());
      } else {
        documents.getOrDefault(workload, Map.of()).put(setting.field(), setting.value());
      }
    }
    return document(workload);
  }

  /** A further path of the same host. */
  Map<String, Object> extra(String prefix) {
    Map<String, Object> extra = common("HttpService", prefix.substring(1), true);
    extra.put("plainHttp", "serve");
    extra.put("pathPrefix", prefix);
    // Workloads that share a host say the same of it.
    Object tls = documents.getOrDefault("web", Map.of()).get("tls");
    if (tls != null) {
      extra.put("tls", tls);
    }
    extra.put("backends", List.of("127.0.0.1:" + backend.http()));
    return extra;
  }

  /** Another backend. */
  void point(Ports next) {
    backend = next;
  }

  /** All of them, as they are now. */
  List<Map<String, Object>> all() {
    return documents.keySet().stream().map(this::document).toList();
  }

  private Map<String, Object> document(String workload) {
    Map<String, Object> document = new LinkedHashMap<>(documents.getOrDefault(workload, Map.of()));
    int port =
        switch (workload) {
          case "web" -> backend.http();
          case "tcp" -> backend.tcp();
          default -> backend.udp();
        };
    document.put(
        "backends",
        List.of(
            Map.of("address", "127.0.0.1:" + port, "weight", weights.getOrDefault(workload, 1))));
    return document;
  }
}
