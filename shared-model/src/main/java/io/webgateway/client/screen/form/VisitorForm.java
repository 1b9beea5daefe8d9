package io.webgateway.client.screen.form;

import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.document.Words;
import tools.jackson.databind.node.ObjectNode;

/**
 * How visitors are met, while it is typed.
 *
 * @param plainHttp redirect, serve or passAcme; for HttpService
 * @param terminates for TcpForward: whether TLS ends at the gateway; the rest counts only then
 * @param minTls 1.2 or 1.3
 * @param certificates off, optional or required
 * @param ca authorities of client certificates in PEM; kept while certificates are off
 * @param hstsSeconds how long browsers remember to come by https; 0 or empty for not
 * @param hstsSubDomains whether that holds below the hosts too
 */
public record VisitorForm(
    String plainHttp,
    boolean terminates,
    String minTls,
    String certificates,
    String ca,
    String hstsSeconds,
    boolean hstsSubDomains) {

  /** The usual. */
  public static final VisitorForm USUAL = of(HttpSettings.DEFAULT);

  private static final String OFF = Words.MODES.word(Words.Mode.OFF);

  static VisitorForm of(Workload workload) {
    return switch (workload) {
      case Workload.HttpService http -> of(http.http());
      case Workload.TcpForward tcp -> of(tcp.tcp().visitors());
      case Workload.TlsPassthrough _, Workload.UdpForward _ -> USUAL;
    };
  }

  private static VisitorForm of(HttpSettings settings) {
    VisitorTls tls = settings.tls();
    return new VisitorForm(
        Words.PLAIN_HTTP.word(settings.plainHttp()),
        false,
        tls.minVersion().word(),
        Words.MODES.word(Words.Mode.of(tls.clientCertificates())),
        authorities(tls.clientCertificates()),
        Long.toString(tls.hsts().maxAgeSeconds()),
        tls.hsts().includeSubDomains());
  }

  private static VisitorForm of(TcpSettings.VisitorSide visitors) {
    return switch (visitors) {
      case TcpSettings.VisitorSide.Untouched _ -> USUAL;
      case TcpSettings.VisitorSide.Terminated tls ->
          new VisitorForm(
              USUAL.plainHttp,
              true,
              tls.minVersion().word(),
              Words.MODES.word(Words.Mode.of(tls.clientCertificates())),
              authorities(tls.clientCertificates()),
              USUAL.hstsSeconds,
              false);
    };
  }

  private static String authorities(ClientCertificatePolicy clients) {
    return switch (clients) {
      case ClientCertificatePolicy.Off _ -> "";
      case ClientCertificatePolicy.Optional(String ca) -> ca;
      case ClientCertificatePolicy.Required(String ca) -> ca;
    };
  }

  /** Whether visitors may be asked for a certificate, so that authorities are needed. */
  public boolean asksForCertificates() {
    return !certificates.equals(OFF);
  }

  /** Whether TLS is not as usual, so that a form opens what it would fold away. */
  public boolean isUnusual() {
    return !equals(USUAL.withPlainHttp(plainHttp));
  }

  /** The same with another policy for requests in clear. */
  public VisitorForm withPlainHttp(String other) {
    return new VisitorForm(
        other, terminates, minTls, certificates, ca, hstsSeconds, hstsSubDomains);
  }

  void putTcp(ObjectNode tree) {
    if (terminates) {
      putTls(tree);
    } else {
      tree.put("tls", OFF);
    }
  }

  private ObjectNode putTls(ObjectNode tree) {
    ObjectNode tls = tree.putObject("tls").put("minVersion", minTls);
    ObjectNode clients = tls.putObject("clientCertificates").put("mode", certificates);
    if (asksForCertificates() && !ca.isBlank()) {
      clients.put("ca", ca);
    }
    return tls;
  }

  void putHttp(ObjectNode tree) {
    tree.put("plainHttp", plainHttp);
    ObjectNode tls = putTls(tree);
    ObjectNode hsts = tls.putObject("hsts");
    WorkloadForm.putNumber(hsts, "maxAgeSeconds", hstsSeconds);
    hsts.put("includeSubDomains", hstsSubDomains);
  }
}
