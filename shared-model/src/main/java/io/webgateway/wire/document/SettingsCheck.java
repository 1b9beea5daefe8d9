package io.webgateway.wire.document;

import io.webgateway.model.name.DnsName;
import io.webgateway.model.name.Parsed;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.policy.TrafficPolicy;
import io.webgateway.wire.ProblemDocument.FieldError;
import io.webgateway.wire.pem.CertificatePem;
import io.webgateway.wire.pem.KeyPem;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is wrong with settings that are in form: certificates, keys, pins, and choices that do not
 * go together. Pointers are those of the document, and of the sealed part, which has the same
 * fields. Thread: any; takes milliseconds where there are keys.
 */
public final class SettingsCheck {
  /** The most pins of one workload: the keys of its backends, and the next ones. */
  public static final int MAX_PINS = 16;

  private static final String CLIENT_CA = "/tls/clientCertificates/ca";
  private static final String BACKEND = "/backendTls";
  private static final String BAD_CERTIFICATE = "bad-certificate";
  private static final int SHA256_BYTES = 32;
  private static final String HOW_TO_PIN =
      "Write what this prints: openssl x509 -in backend.pem -noout -pubkey | openssl pkey -pubin"
          + " -outform der | openssl dgst -sha256 -binary | base64";

  private final List<FieldError> problems = new ArrayList<>();

  private SettingsCheck() {}

  /** Everything that is wrong with an HttpService's settings, whenever it is looked at. */
  public static List<FieldError> of(HttpSettings settings) {
    SettingsCheck check = new SettingsCheck();
    check.visitors(settings);
    check.number(
        settings.minBodyBytesPerSecond(),
        HttpSettings.MAX_MIN_BODY_BYTES_PER_SECOND,
        "/limits/minBodyBytesPerSecond");
    check.backend(settings.backend().tls());
    return List.copyOf(check.problems);
  }

  /** Everything that is wrong with a TcpForward's settings, whenever it is looked at. */
  public static List<FieldError> of(TcpSettings settings) {
    SettingsCheck check = new SettingsCheck();
    check.visitors(clients(settings));
    check.backend(settings.backend());
    return List.copyOf(check.problems);
  }

  /** Everything that is wrong with a UdpForward's settings. */
  public static List<FieldError> of(UdpSettings settings) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    SettingsWriter.put(tree, settings);
    DocumentFields fields = new DocumentFields(tree);
    new SettingsReader(fields).udp();
    return List.copyOf(fields.problems());
  }

  /** Everything that is wrong with a traffic policy of a kind of workload. */
  public static List<FieldError> of(TrafficPolicy policy, WorkloadKind kind) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    PolicyWriter.put(tree, policy, kind);
    DocumentFields fields = new DocumentFields(tree);
    TrafficPolicy read = new PolicyReader(fields, kind).read();
    fields.reportUnknown(kind.word(), PolicyFields.of(kind), tree.propertyNames());
    if (fields.problems().isEmpty() && !read.equals(policy)) {
      fields.report(
          "", "bad-form", "The traffic policy is in no form that could be written", "Write it so");
    }
    return List.copyOf(fields.problems());
  }

  /** What is wrong today: certificates that have ended, or have not begun. */
  public static List<FieldError> of(HttpSettings settings, Instant now) {
    return today(settings.tls().clientCertificates(), settings.backend().tls(), now);
  }

  /** What is wrong today: certificates that have ended, or have not begun. */
  public static List<FieldError> of(TcpSettings settings, Instant now) {
    return today(clients(settings), settings.backend(), now);
  }

  private static ClientCertificatePolicy clients(TcpSettings settings) {
    return switch (settings.visitors()) {
      case TcpSettings.VisitorSide.Untouched _ -> new ClientCertificatePolicy.Off();
      case TcpSettings.VisitorSide.Terminated tls -> tls.clientCertificates();
    };
  }

  private static List<FieldError> today(
      ClientCertificatePolicy visitors, BackendTls backend, Instant now) {
    SettingsCheck check = new SettingsCheck();
    authorities(visitors).ifPresent(ca -> check.dates(CLIENT_CA, bundleProblem(ca, now)));
    if (backend instanceof BackendTls.On on) {
      if (on.trust() instanceof BackendTls.Trust.Authorities(String ca)) {
        check.dates(BACKEND + "/ca", bundleProblem(ca, now));
      }
      on.client()
          .flatMap(client -> CertificatePem.chain(client.certificate()).toOptional())
          .ifPresent(
              chain ->
                  check.dates(BACKEND + "/certificate", CertificatePem.problemOfChain(chain, now)));
    }
    return List.copyOf(check.problems);
  }

  private static Optional<String> bundleProblem(String ca, Instant now) {
    return CertificatePem.authorities(ca)
        .toOptional()
        .flatMap(bundle -> CertificatePem.problemOfBundle(bundle, now));
  }

  private void dates(String pointer, Optional<String> problem) {
    problem.ifPresent(
        fault -> report(pointer, "expired", fault, "Write one that is valid, and check the clock"));
  }

  private static Optional<String> authorities(ClientCertificatePolicy policy) {
    return switch (policy) {
      case ClientCertificatePolicy.Off _ -> Optional.empty();
      case ClientCertificatePolicy.Optional(String ca) -> Optional.of(ca);
      case ClientCertificatePolicy.Required(String ca) -> Optional.of(ca);
    };
  }

  private void visitors(HttpSettings settings) {
    ClientCertificatePolicy clients = settings.tls().clientCertificates();
    visitors(clients);
    if (clients instanceof ClientCertificatePolicy.Required
        && settings.plainHttp() == PlainHttpPolicy.SERVE) {
      report(
          "/plainHttp",
          "certificate-bypassed",
          "Client certificates are required, but visitors in clear are served, and show none",
          "Write plainHttp: redirect");
    }
    VisitorTls.Hsts hsts = settings.tls().hsts();
    number(hsts.maxAgeSeconds(), VisitorTls.Hsts.MAX_SECONDS, "/tls/hsts/maxAgeSeconds");
    if (hsts.includeSubDomains() && hsts.maxAgeSeconds() == 0) {
      report(
          "/tls/hsts/includeSubDomains",
          "unused",
          "HSTS is off, so it has no names below the host",
          "Write a maxAgeSeconds, or leave includeSubDomains out");
    }
  }

  private void visitors(ClientCertificatePolicy clients) {
    authorities(clients).ifPresent(ca -> sentence(CLIENT_CA, ca, CertificatePem::authorities));
  }

  private void backend(BackendTls tls) {
    if (tls instanceof BackendTls.On on) {
      backend(on);
    }
  }

  private void backend(BackendTls.On on) {
    switch (on.trust()) {
      case BackendTls.Trust.Authorities(String ca) ->
          sentence(BACKEND + "/ca", ca, CertificatePem::authorities);
      case BackendTls.Trust.Pins pins -> pins(pins.sha256());
    }
    if (!on.serverName().isEmpty()) {
      DnsName.problemOf(on.serverName())
          .ifPresent(
              problem ->
                  problems.add(
                      DocumentFields.ofSentence(
                          BACKEND + "/serverName", "bad-server-name", problem)));
    }
    on.client().ifPresent(this::client);
  }

  private void pins(List<String> pins) {
    if (pins.isEmpty() || pins.size() > MAX_PINS) {
      report(
          BACKEND + "/pins",
          "out-of-range",
          "There are " + pins.size() + " pins",
          "Write 1 to " + MAX_PINS);
    }
    for (int i = 0; i < pins.size(); i++) {
      if (!isSha256(pins.get(i))) {
        report(
            BACKEND + "/pins/" + i,
            "bad-pin",
            "A pin is the SHA-256 of a public key in Base64: 44 characters, the last one =",
            HOW_TO_PIN);
      }
    }
    if (pins.stream().distinct().count() != pins.size()) {
      report(BACKEND + "/pins", "double", "Something is named twice", "Name each once");
    }
  }

  private static boolean isSha256(String pin) {
    try {
      byte[] hash = Base64.getDecoder().decode(pin);
      return hash.length == SHA256_BYTES && Base64.getEncoder().encodeToString(hash).equals(pin);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void client(BackendTls.Credential client) {
    Optional<List<X509Certificate>> chain =
        sentence(BACKEND + "/certificate", client.certificate(), CertificatePem::chain);
    if (client.key() instanceof BackendTls.Key.Written(String pem)) {
      Parsed<PrivateKey> read = KeyPem.read(pem);
      read.toProblem()
          .ifPresent(
              problem ->
                  problems.add(DocumentFields.ofSentence(BACKEND + "/key", "bad-key", problem)));
      if (chain.isPresent() && read.toOptional().isPresent()) {
        pair(read.toOptional().get(), chain.get().getFirst());
      }
    }
  }

  private void pair(PrivateKey key, X509Certificate certificate) {
    if (!KeyPem.isPair(key, certificate.getPublicKey())) {
      report(
          BACKEND + "/key",
          "key-mismatch",
          "The key does not belong to the first certificate",
          "Write the certificate of the key first, then those that signed it");
    }
  }

  private Optional<List<X509Certificate>> sentence(
      String pointer, String text, Function<String, Parsed<List<X509Certificate>>> reader) {
    Parsed<List<X509Certificate>> read = reader.apply(text);
    read.toProblem()
        .ifPresent(
            problem -> problems.add(DocumentFields.ofSentence(pointer, BAD_CERTIFICATE, problem)));
    return read.toOptional();
  }

  private void number(long value, long most, String pointer) {
    if (value < 0 || value > most) {
      report(
          pointer, "out-of-range", value + " is out of range", "Write a number from 0 to " + most);
    }
  }

  private void report(String pointer, String code, String fault, String cure) {
    problems.add(new FieldError(pointer, code, fault, cure));
  }
}
