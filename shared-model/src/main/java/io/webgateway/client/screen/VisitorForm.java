package io.webgateway.client.screen;

import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.wire.document.Words;
import tools.jackson.databind.node.ObjectNode;

/**
 * How visitors are met, while it is typed.
 *
 * @param plainHttp redirect, serve or passAcme
 * @param minTls 1.2 or 1.3
 * @param certificates off, optional or required
 * @param ca authorities of client certificates in PEM; kept while certificates are off
 * @param hstsSeconds how long browsers remember to come by https; 0 or empty for not
 * @param hstsSubDomains whether that holds below the hosts too
 */
public record VisitorForm(
    String plainHttp,
    String minTls,
    String certificates,
    String ca,
    String hstsSeconds,
    boolean hstsSubDomains) {

  /** The usual. */
  public static final VisitorForm USUAL = of(HttpSettings.DEFAULT);

  private static final String OFF = Words.MODES.word(Words.Mode.OFF);

  static VisitorForm of(HttpSettings settings) {
    ClientCertificatePolicy clients = settings.tls().clientCertificates();
    return new VisitorForm(
        Words.PLAIN_HTTP.word(settings.plainHttp()),
        settings.tls().minVersion().word(),
        Words.MODES.word(Words.Mode.of(clients)),
        switch (clients) {
          case ClientCertificatePolicy.Off _ -> "";
          case ClientCertificatePolicy.Optional(String ca) -> ca;
          case ClientCertificatePolicy.Required(String ca) -> ca;
        },
        Long.toString(settings.tls().hsts().maxAgeSeconds()),
        settings.tls().hsts().includeSubDomains());
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
    return new VisitorForm(other, minTls, certificates, ca, hstsSeconds, hstsSubDomains);
  }

  void put(ObjectNode tree) {
    tree.put("plainHttp", plainHttp);
    ObjectNode tls = tree.putObject("tls").put("minVersion", minTls);
    ObjectNode clients = tls.putObject("clientCertificates").put("mode", certificates);
    if (asksForCertificates() && !ca.isBlank()) {
      clients.put("ca", ca);
    }
    ObjectNode hsts = tls.putObject("hsts");
    WorkloadForm.putNumber(hsts, "maxAgeSeconds", hstsSeconds);
    hsts.put("includeSubDomains", hstsSubDomains);
  }
}
