package io.webgateway.wire.document;

import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.wire.pem.CertificatePem;
import io.webgateway.wire.pem.KeyPem;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what an HttpService says of its visitors and of the protocol to its backends. */
final class SettingsReader {
  /** The fields that it reads. */
  static final List<String> FIELDS =
      List.of("plainHttp", "tls", "backendProtocol", "backendTls", "limits");

  /** Stands in a document for a private key that is published already. */
  static final String KEPT = "kept";

  static final String OFF = "off";
  private static final String TLS = "/tls";
  private static final String CLIENTS = "/tls/clientCertificates";
  private static final String HSTS = "/tls/hsts";
  private static final String BACKEND = "/backendTls";

  private final DocumentFields fields;

  SettingsReader(DocumentFields fields) {
    this.fields = fields;
  }

  /** The settings; they count only when no problem was reported. */
  HttpSettings read() {
    int before = fields.problems().size();
    HttpSettings settings =
        new HttpSettings(
            plainHttp(), visitorTls(), new BackendProtocol(http(), backendTls()), minBody());
    if (fields.problems().size() == before) {
      // What is wrong with a whole that is in form; otherwise stand-ins would be judged.
      SettingsCheck.of(settings).forEach(fields::report);
    }
    return settings;
  }

  private PlainHttpPolicy plainHttp() {
    return word("/plainHttp", fields.child("plainHttp"), Words.PLAIN_HTTP, "bad-policy");
  }

  private VisitorTls visitorTls() {
    return fields
        .mapping(
            TLS,
            fields.child("tls"),
            List.of("minVersion", "clientCertificates", "hsts"),
            "Write {minVersion: \"1.3\"}")
        .map(
            node ->
                new VisitorTls(
                    word(
                        TLS + "/minVersion",
                        node.path("minVersion"),
                        Words.TLS_VERSIONS,
                        "bad-version"),
                    clientCertificates(node.path("clientCertificates")),
                    hsts(node.path("hsts"))))
        .orElse(VisitorTls.DEFAULT);
  }

  private ClientCertificatePolicy clientCertificates(JsonNode whole) {
    Optional<JsonNode> found =
        fields.mapping(
            CLIENTS,
            whole,
            List.of("mode", "ca"),
            "Write {mode: required, ca: the authority's certificate in PEM}");
    JsonNode node = found.orElse(fields.none());
    Optional<String> ca = fields.text(CLIENTS + "/ca", node.path("ca")).map(this::bundle);
    Words.Mode mode = word(CLIENTS + "/mode", node.path("mode"), Words.MODES, "bad-mode");
    boolean hasCa = !fields.isAbsent(node.path("ca"));
    if (mode == Words.Mode.OFF && hasCa) {
      fields.report(
          CLIENTS + "/ca",
          "unused",
          "Authorities are named, but visitors are asked for no certificate",
          "Write mode: optional or mode: required, or leave ca out");
    }
    if (mode != Words.Mode.OFF && !hasCa) {
      fields.report(
          CLIENTS + "/ca",
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

  private VisitorTls.Hsts hsts(JsonNode whole) {
    return fields
        .mapping(
            HSTS,
            whole,
            List.of("maxAgeSeconds", "includeSubDomains"),
            "Write {maxAgeSeconds: 31536000}")
        .map(
            node ->
                new VisitorTls.Hsts(
                    fields.whole(
                        HSTS + "/maxAgeSeconds",
                        node.path("maxAgeSeconds"),
                        0,
                        0,
                        VisitorTls.Hsts.MAX_SECONDS),
                    fields.flag(HSTS + "/includeSubDomains", node.path("includeSubDomains"))))
        .orElse(VisitorTls.Hsts.OFF);
  }

  private BackendProtocol.Http http() {
    return word(
        "/backendProtocol", fields.child("backendProtocol"), Words.HTTP_VERSIONS, "bad-protocol");
  }

  private BackendTls backendTls() {
    JsonNode whole = fields.child("backendTls");
    if (isOff(whole)) {
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

  // YAML 1.1 readers take an off without quotation marks for false.
  private static boolean isOff(JsonNode node) {
    return (node.isString() && node.stringValue().equals(OFF))
        || (node.isBoolean() && !node.booleanValue());
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

  private long minBody() {
    return fields
        .mapping(
            "/limits",
            fields.child("limits"),
            List.of("minBodyBytesPerSecond"),
            "Write {minBodyBytesPerSecond: 240}")
        .map(
            node ->
                fields.whole(
                    "/limits/minBodyBytesPerSecond",
                    node.path("minBodyBytesPerSecond"),
                    HttpSettings.DEFAULT_MIN_BODY_BYTES_PER_SECOND,
                    0,
                    HttpSettings.MAX_MIN_BODY_BYTES_PER_SECOND))
        .orElse(HttpSettings.DEFAULT_MIN_BODY_BYTES_PER_SECOND);
  }

  private <T> T word(String pointer, JsonNode node, Words<T> words, String code) {
    T usual = words.usual();
    if (fields.isAbsent(node)) {
      return usual;
    }
    // Without quotation marks 1.2 is a number, and off is false to some readers.
    String text = node.isBoolean() && !node.booleanValue() ? OFF : node.asString("");
    Optional<T> found = words.of(text);
    if (found.isEmpty()) {
      fields.report(
          pointer,
          code,
          "There is no such choice",
          "Write one of " + String.join(", ", words.all()));
    }
    return found.orElse(usual);
  }
}
