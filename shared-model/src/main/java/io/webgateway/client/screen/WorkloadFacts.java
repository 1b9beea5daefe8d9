package io.webgateway.client.screen;

import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.pem.CertificatePem;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** What is not as usual with a workload, in words, for the screens that show one. */
public final class WorkloadFacts {
  private WorkloadFacts() {}

  /**
   * One setting.
   *
   * @param what its name
   * @param text how it is
   */
  public record Fact(String what, String text) {}

  /** The settings that differ from the usual ones, besides port 80 and the common time limits. */
  public static List<Fact> unusual(Workload workload) {
    List<Fact> facts = new ArrayList<>();
    if (workload instanceof Workload.HttpService http) {
      visitors(http.http().tls(), facts);
      backends(http.http().backend(), facts);
      limits(http.http(), http.timeouts(), facts);
    }
    return List.copyOf(facts);
  }

  private static void visitors(VisitorTls tls, List<Fact> facts) {
    if (tls.minVersion() != VisitorTls.Version.TLS_1_2) {
      facts.add(new Fact("Oldest TLS", tls.minVersion().word()));
    }
    switch (tls.clientCertificates()) {
      case ClientCertificatePolicy.Off _ -> {}
      case ClientCertificatePolicy.Optional(String ca) ->
          facts.add(new Fact("Client certificates", "asked for, of " + namesOf(ca)));
      case ClientCertificatePolicy.Required(String ca) ->
          facts.add(new Fact("Client certificates", "required, of " + namesOf(ca)));
    }
    VisitorTls.Hsts hsts = tls.hsts();
    if (hsts.maxAgeSeconds() > 0) {
      facts.add(
          new Fact(
              "HSTS",
              hsts.maxAgeSeconds()
                  + " s"
                  + (hsts.includeSubDomains() ? ", for all names below too" : "")));
    }
  }

  private static void backends(BackendProtocol protocol, List<Fact> facts) {
    if (protocol.http() == BackendProtocol.Http.HTTP_2) {
      facts.add(new Fact("HTTP to backends", "HTTP/2"));
    }
    if (protocol.tls() instanceof BackendTls.On on) {
      String known =
          switch (on.trust()) {
            case BackendTls.Trust.Authorities(String ca) -> "vouched for by " + namesOf(ca);
            case BackendTls.Trust.Pins(List<String> keys) ->
                "known by " + Amounts.count(keys.size(), "public key", "public keys");
          };
      facts.add(
          new Fact(
              "Encryption to backends",
              "TLS, " + known + (on.serverName().isEmpty() ? "" : ", as " + on.serverName())));
      on.client()
          .ifPresent(
              client ->
                  facts.add(
                      new Fact(
                          "Shown to backends",
                          "the certificate of " + firstNameOf(client.certificate()))));
    }
  }

  private static void limits(HttpSettings http, Timeouts timeouts, List<Fact> facts) {
    if (timeouts.writeStallMillis() != Timeouts.DEFAULT_WRITE_STALL_MILLIS) {
      facts.add(
          new Fact("A visitor may take nothing for", Amounts.millis(timeouts.writeStallMillis())));
    }
    if (timeouts.totalMillis() != Timeouts.DEFAULT_TOTAL_MILLIS) {
      facts.add(new Fact("A whole exchange may take", Amounts.millis(timeouts.totalMillis())));
    }
    if (http.minBodyBytesPerSecond() != HttpSettings.DEFAULT_MIN_BODY_BYTES_PER_SECOND) {
      facts.add(
          new Fact(
              "Slowest visitor",
              http.minBodyBytesPerSecond() == 0
                  ? "any"
                  : Amounts.bytes(http.minBodyBytesPerSecond()) + "/s"));
    }
  }

  private static String namesOf(String pem) {
    return CertificatePem.authorities(pem)
        .toOptional()
        .map(bundle -> String.join("; ", bundle.stream().map(WorkloadFacts::name).toList()))
        .orElse("unreadable authorities");
  }

  private static String firstNameOf(String pem) {
    return CertificatePem.chain(pem)
        .toOptional()
        .map(chain -> name(chain.getFirst()))
        .orElse("somebody unreadable");
  }

  private static String name(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    return name.isEmpty() ? "nobody named" : name;
  }
}
