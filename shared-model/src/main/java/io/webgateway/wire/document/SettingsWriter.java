package io.webgateway.wire.document;

import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.VisitorTls;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes settings into a document, every default included; of a private key only that it is. */
final class SettingsWriter {
  private SettingsWriter() {}

  static void put(ObjectNode tree, HttpSettings settings) {
    tree.put("plainHttp", Words.PLAIN_HTTP.word(settings.plainHttp()));
    VisitorTls tls = settings.tls();
    ObjectNode visitors = tree.putObject("tls").put("minVersion", tls.minVersion().word());
    ObjectNode clients = visitors.putObject("clientCertificates");
    clients.put("mode", Words.MODES.word(Words.Mode.of(tls.clientCertificates())));
    switch (tls.clientCertificates()) {
      case ClientCertificatePolicy.Off _ -> {}
      case ClientCertificatePolicy.Optional(String ca) -> clients.put("ca", ca);
      case ClientCertificatePolicy.Required(String ca) -> clients.put("ca", ca);
    }
    visitors
        .putObject("hsts")
        .put("maxAgeSeconds", tls.hsts().maxAgeSeconds())
        .put("includeSubDomains", tls.hsts().includeSubDomains());
    tree.put("backendProtocol", settings.backend().http().word());
    switch (settings.backend().tls()) {
      case BackendTls.Off _ -> tree.put("backendTls", SettingsReader.OFF);
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
            client ->
                tree.put("certificate", client.certificate()).put("key", SettingsReader.KEPT));
  }

  static void putTimeouts(ObjectNode tree, Timeouts timeouts) {
    tree.put("writeStallMillis", timeouts.writeStallMillis())
        .put("totalMillis", timeouts.totalMillis());
  }

  static void putLimits(ObjectNode tree, HttpSettings settings) {
    tree.putObject("limits").put("minBodyBytesPerSecond", settings.minBodyBytesPerSecond());
  }
}
