package io.webgateway.client.screen.form;

import io.webgateway.client.screen.Amounts;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.wire.pem.CertificatePem;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
    if (workload instanceof Workload.TcpForward tcp) {
      visitors(tcp.tcp().visitors(), facts);
      backends(tcp.tcp().backend(), facts);
    }
    policy(workload, facts);
    return List.copyOf(facts);
  }

  private static void policy(Workload workload, List<Fact> facts) {
    WorkloadKind kind = WorkloadKind.of(workload);
    PolicyForm form = PolicyForm.of(workload);
    for (SettingGroup group : SettingGroup.of(kind)) {
      String text =
          group
              .settings()
              .filter(setting -> form.isUnusual(setting, kind))
              .map(setting -> setting.label(kind) + ": " + setting.said(form.get(setting.field())))
              .collect(Collectors.joining(" · "));
      if (!text.isEmpty()) {
        facts.add(new Fact(group.title(), text));
      }
    }
  }

  private static void visitors(TcpSettings.VisitorSide visitors, List<Fact> facts) {
    if (visitors instanceof TcpSettings.VisitorSide.Terminated tls) {
      facts.add(new Fact("TLS with visitors", "ends at the gateway"));
      visitors(tls.minVersion(), tls.clientCertificates(), facts);
    }
  }

  private static void visitors(
      VisitorTls.Version minVersion, ClientCertificatePolicy clients, List<Fact> facts) {
    if (minVersion != VisitorTls.Version.TLS_1_2) {
      facts.add(new Fact("Oldest TLS", minVersion.word()));
    }
    switch (clients) {
      case ClientCertificatePolicy.Off _ -> {}
      case ClientCertificatePolicy.Optional(String ca) ->
          facts.add(new Fact("Client certificates", "asked for, of " + namesOf(ca)));
      case ClientCertificatePolicy.Required(String ca) ->
          facts.add(new Fact("Client certificates", "required, of " + namesOf(ca)));
    }
  }

  private static void visitors(VisitorTls tls, List<Fact> facts) {
    visitors(tls.minVersion(), tls.clientCertificates(), facts);
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
    backends(protocol.tls(), facts);
  }

  private static void backends(BackendTls tls, List<Fact> facts) {
    if (tls instanceof BackendTls.On on) {
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
