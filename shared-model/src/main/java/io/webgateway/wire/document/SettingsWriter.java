package io.webgateway.wire.document;

import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.model.workload.VisitorTls;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes settings into a document, every default included; of a private key only that it is. */
final class SettingsWriter {
  private SettingsWriter() {}

  static void put(ObjectNode tree, HttpSettings settings) {
    tree.put("plainHttp", Words.PLAIN_HTTP.word(settings.plainHttp()));
    VisitorTls tls = settings.tls();
    ObjectNode visitors = tree.putObject("tls");
    putTls(visitors, tls.minVersion(), tls.clientCertificates());
    visitors
        .putObject("hsts")
        .put("maxAgeSeconds", tls.hsts().maxAgeSeconds())
        .put("includeSubDomains", tls.hsts().includeSubDomains());
    tree.put("backendProtocol", settings.backend().http().word());
    put(tree, settings.backend().tls());
  }

  static void put(ObjectNode tree, TcpSettings settings) {
    switch (settings.visitors()) {
      case TcpSettings.VisitorSide.Untouched _ -> tree.put("tls", DocumentFields.OFF);
      case TcpSettings.VisitorSide.Terminated tls ->
          putTls(tree.putObject("tls"), tls.minVersion(), tls.clientCertificates());
    }
    put(tree, settings.backend());
  }

  static void put(ObjectNode tree, UdpSettings settings) {
    tree.putObject("flows")
        .put("maxFlows", settings.maxFlows())
        .put("maxFlowsPerClient", settings.maxFlowsPerClient())
        .put("lifetimeMillis", settings.lifetimeMillis())
        .put("amplification", settings.amplification())
        .put("oneWay", settings.oneWay());
  }

  private static void putTls(
      ObjectNode tree, VisitorTls.Version minVersion, ClientCertificatePolicy policy) {
    tree.put("minVersion", minVersion.word());
    ObjectNode clients = tree.putObject("clientCertificates");
    clients.put("mode", Words.MODES.word(Words.Mode.of(policy)));
    switch (policy) {
      case ClientCertificatePolicy.Off _ -> {}
      case ClientCertificatePolicy.Optional(String ca) -> clients.put("ca", ca);
      case ClientCertificatePolicy.Required(String ca) -> clients.put("ca", ca);
    }
  }

  private static void put(ObjectNode tree, BackendTls tls) {
    switch (tls) {
      case BackendTls.Off _ -> tree.put("backendTls", DocumentFields.OFF);
      case BackendTls.On on -> putBackend(tree.putObject("backendTls"), on);
    }
  }

  private static void putBackend(ObjectNode tree, BackendTls.On on) {
    switch (on.trust()) {
      case BackendTls.Trust.Authorities(String ca) -> tree.put("ca", ca);
      case BackendTls.Trust.Pins pins -> {
        ArrayNode list = tree.putArray("pins");
        pins.sha256().forEach(list::add);
      }
    }
    if (!on.serverName().isEmpty()) {
      tree.put("serverName", on.serverName());
    }
    on.client()
        .ifPresent(
            client -> tree.put("certificate", client.certificate()).put("key", TlsReader.KEPT));
  }
}
