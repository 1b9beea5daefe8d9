package io.webgateway.wire.document;

import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.wire.pem.CertificatePem;
import io.webgateway.wire.pem.KeyPem;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what a workload says of TLS, with its visitors and with its backends. */
final class TlsReader {
  /** Stands in a document for a private key that is published already. */
  static final String KEPT = "kept";

  private static final String TLS = "/tls";
  private static final String BACKEND = "/backendTls";

  private final DocumentFields fields;

  TlsReader(DocumentFields fields) {
    this.fields = fields;
  }

  /** What an HttpService says of its visitors. */
  VisitorTls http() {
    DocumentGroup tls =
        fields.group(
            TLS,
            fields.child("tls"),
            List.of("minVersion", "clientCertificates", "hsts"),
            "Write {minVersion: \"1.3\"}");
    return new VisitorTls(minVersion(tls), clientCertificates(tls), hsts(tls));
  }

  /** What a TcpForward says of its visitors. */
  TcpSettings.VisitorSide tcp() {
    JsonNode whole = fields.child("tls");
    if (fields.isAbsent(whole) || DocumentFields.isOff(whole)) {
      return new TcpSettings.VisitorSide.Untouched();
    }
    DocumentGroup tls =
        fields.group(
            TLS,
            whole,
            List.of("minVersion", "clientCertificates"),
            "Write off, or {minVersion: \"1.2\"}");
    return new TcpSettings.VisitorSide.Terminated(minVersion(tls), clientCertificates(tls));
  }

  private static VisitorTls.Version minVersion(DocumentGroup tls) {
    return tls.word("minVersion", Words.TLS_VERSIONS, Words.TLS_VERSIONS.usual(), "bad-version");
  }

  private ClientCertificatePolicy clientCertificates(DocumentGroup tls) {
    DocumentGroup clients =
        tls.inner(
            "clientCertificates",
            List.of("mode", "ca"),
            "Write {mode: required, ca: the authority's certificate in PEM}");
    Optional<String> ca = clients.text("ca").map(this::bundle);
    Words.Mode mode = clients.word("mode", Words.MODES, Words.Mode.OFF, "bad-mode");
    boolean hasCa = clients.has("ca");
    if (mode == Words.Mode.OFF && hasCa) {
      clients.report(
          "ca",
          "unused",
          "Authorities are named, but visitors are asked for no certificate",
          "Write mode: optional or mode: required, or leave ca out");
    }
    if (mode != Words.Mode.OFF && !hasCa) {
      clients.report(
          "ca",
          "missing",
          "No authority is named that may have signed the certificates",
          "Write the authority's certificate in PEM");
    }
    return switch (mode) {
      case OFF -> new ClientCertificatePolicy.Off();
      case OPTIONAL -> new ClientCertificatePolicy.Optional(ca.orElse(""));
      case REQUIRED -> new ClientCertificatePolicy.Required(ca.orElse(""));
    };
  }

  private static VisitorTls.Hsts hsts(DocumentGroup tls) {
    DocumentGroup hsts =
        tls.inner(
            "hsts",
            List.of("maxAgeSeconds", "includeSubDomains"),
            "Write {maxAgeSeconds: 31536000}");
    return new VisitorTls.Hsts(
        hsts.whole("maxAgeSeconds", 0, 0, VisitorTls.Hsts.MAX_SECONDS),
        hsts.flag("includeSubDomains"));
  }

  /** What is said of TLS with backends. */
  BackendTls backend() {
    JsonNode whole = fields.child("backendTls");
    if (DocumentFields.isOff(whole)) {
      return new BackendTls.Off();
    }
    return fields
        .mapping(
            BACKEND,
            whole,
            List.of("ca", "pins", "serverName", "certificate", "key"),
            "Write off, or {ca: the authority's certificate in PEM}")
        .<BackendTls>map(
            node ->
                new BackendTls.On(
                    trust(node),
                    fields.text(BACKEND + "/serverName", node.path("serverName")).orElse(""),
                    client(node)))
        .orElse(new BackendTls.Off());
  }

  private BackendTls.Trust trust(JsonNode node) {
    Optional<String> ca = fields.text(BACKEND + "/ca", node.path("ca")).map(this::bundle);
    Optional<List<String>> pins = fields.plainTexts(BACKEND + "/pins", node.path("pins"));
    boolean hasCa = !fields.isAbsent(node.path("ca"));
    if (hasCa == pins.isPresent()) {
      fields.report(
          BACKEND,
          hasCa ? "double" : "missing",
          hasCa ? "Both an authority and pins are named" : "Nothing says how a backend is known",
          "Write ca, the authority's certificate in PEM, or pins, the backends' public keys; one of"
              + " them");
    }
    return pins.<BackendTls.Trust>map(BackendTls.Trust.Pins::new)
        .orElseGet(() -> new BackendTls.Trust.Authorities(ca.orElse("")));
  }

  private Optional<BackendTls.Credential> client(JsonNode node) {
    Optional<String> certificate =
        fields.text(BACKEND + "/certificate", node.path("certificate")).map(this::chain);
    Optional<String> key = fields.text(BACKEND + "/key", node.path("key"));
    boolean hasCertificate = !fields.isAbsent(node.path("certificate"));
    if (hasCertificate == fields.isAbsent(node.path("key"))) {
      fields.report(
          BACKEND + (hasCertificate ? "/key" : "/certificate"),
          "missing",
          hasCertificate
              ? "There is a certificate without its key"
              : "There is a key without its certificate",
          "Write both in PEM, or neither");
      return Optional.empty();
    }
    return certificate.map(chain -> new BackendTls.Credential(chain, key(key.orElse(""))));
  }

  private static BackendTls.Key key(String text) {
    return text.strip().equals(KEPT)
        ? new BackendTls.Key.Kept()
        : new BackendTls.Key.Written(
            KeyPem.read(text).toOptional().map(KeyPem::write).orElse(text));
  }

  // One form whatever was pasted around the certificates; what cannot be read is told later.
  private String bundle(String text) {
    return CertificatePem.authorities(text).toOptional().map(CertificatePem::write).orElse(text);
  }

  private String chain(String text) {
    return CertificatePem.chain(text).toOptional().map(CertificatePem::write).orElse(text);
  }
}
