package io.webgateway.wire;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.VisitorTls;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A sealed part as it is written. What has its default is left out, so that a part from before a
 * setting existed reads the same, and a part without the setting can be opened by an agent from
 * before it.
 *
 * @param workload as in the part
 * @param owner as in the part
 * @param pathPrefix as in the part
 * @param plainHttp what port 80 does
 * @param backends as in the part
 * @param timeouts time limits
 * @param tls with visitors
 * @param backendProtocol http2, where it is not http1
 * @param backendTls to backends
 * @param limits other limits
 */
record SealedPartForm(
    String workload,
    IdentityId owner,
    String pathPrefix,
    PlainHttpPolicy plainHttp,
    List<Backend> backends,
    TimeoutsForm timeouts,
    Optional<TlsForm> tls,
    Optional<String> backendProtocol,
    Optional<BackendTlsForm> backendTls,
    Optional<LimitsForm> limits) {

  /** Copies the list. */
  SealedPartForm {
    backends = List.copyOf(backends);
  }

  /** Time limits. */
  record TimeoutsForm(
      long connectMillis,
      long firstByteMillis,
      long idleMillis,
      Optional<Long> writeStallMillis,
      Optional<Long> totalMillis) {}

  /** TLS with visitors. */
  record TlsForm(
      Optional<String> minVersion,
      Optional<ClientsForm> clientCertificates,
      Optional<HstsForm> hsts) {}

  /** Client certificates, where they are not off. */
  record ClientsForm(String mode, String ca) {}

  /** HSTS, where it is not off. */
  record HstsForm(long maxAgeSeconds, boolean includeSubDomains) {}

  /** TLS to backends, where it is not off. */
  record BackendTlsForm(
      Optional<String> ca,
      Optional<List<String>> pins,
      Optional<String> serverName,
      Optional<String> certificate,
      Optional<String> key) {
    @Override
    public String toString() {
      return "BackendTlsForm[" + serverName + "]";
    }
  }

  /** Limits that are no times. */
  record LimitsForm(Optional<Long> minBodyBytesPerSecond) {}

  private static final String OPTIONAL = "optional";
  private static final String REQUIRED = "required";

  /** The form of a part. */
  static SealedPartForm of(SealedPart part) {
    HttpSettings http = part.http();
    return new SealedPartForm(
        part.workload(),
        part.owner(),
        part.pathPrefix(),
        http.plainHttp(),
        part.backends(),
        form(part.timeouts()),
        unless(VisitorTls.DEFAULT, http.tls(), SealedPartForm::form),
        unless(BackendProtocol.Http.HTTP_1, http.backend().http(), BackendProtocol.Http::word),
        form(http.backend().tls()),
        unless(
            HttpSettings.DEFAULT_MIN_BODY_BYTES_PER_SECOND,
            http.minBodyBytesPerSecond(),
            number -> new LimitsForm(Optional.of(number))));
  }

  private static <T, F> Optional<F> unless(T usual, T value, Function<T, F> form) {
    return value.equals(usual) ? Optional.empty() : Optional.of(form.apply(value));
  }

  private static TimeoutsForm form(Timeouts timeouts) {
    return new TimeoutsForm(
        timeouts.connectMillis(),
        timeouts.firstByteMillis(),
        timeouts.idleMillis(),
        unless(Timeouts.DEFAULT_WRITE_STALL_MILLIS, timeouts.writeStallMillis(), m -> m),
        unless(Timeouts.DEFAULT_TOTAL_MILLIS, timeouts.totalMillis(), m -> m));
  }

  private static TlsForm form(VisitorTls tls) {
    return new TlsForm(
        unless(VisitorTls.Version.TLS_1_2, tls.minVersion(), VisitorTls.Version::word),
        switch (tls.clientCertificates()) {
          case ClientCertificatePolicy.Off _ -> Optional.empty();
          case ClientCertificatePolicy.Optional(String ca) ->
              Optional.of(new ClientsForm(OPTIONAL, ca));
          case ClientCertificatePolicy.Required(String ca) ->
              Optional.of(new ClientsForm(REQUIRED, ca));
        },
        unless(
            VisitorTls.Hsts.OFF,
            tls.hsts(),
            hsts -> new HstsForm(hsts.maxAgeSeconds(), hsts.includeSubDomains())));
  }

  private static Optional<BackendTlsForm> form(BackendTls tls) {
    return switch (tls) {
      case BackendTls.Off _ -> Optional.empty();
      case BackendTls.On on ->
          Optional.of(
              new BackendTlsForm(
                  on.trust() instanceof BackendTls.Trust.Authorities(String ca)
                      ? Optional.of(ca)
                      : Optional.empty(),
                  on.trust() instanceof BackendTls.Trust.Pins(List<String> pins)
                      ? Optional.of(pins)
                      : Optional.empty(),
                  Optional.of(on.serverName()).filter(name -> !name.isEmpty()),
                  on.client().map(BackendTls.Credential::certificate),
                  on.client().map(BackendTls.Credential::key).map(SealedPartForm::text)));
    };
  }

  private static String text(BackendTls.Key key) {
    return switch (key) {
      case BackendTls.Key.Written(String pem) -> pem;
      case BackendTls.Key.Kept _ ->
          throw new WireException(
              "/backendTls/key", "The key that is to be kept is not here to be sealed");
    };
  }

  /**
   * The part of a form.
   *
   * @throws WireException when there is a word that means nothing, or something is half there
   */
  SealedPart part() {
    HttpSettings http =
        new HttpSettings(
            plainHttp,
            tls.map(SealedPartForm::tls).orElse(VisitorTls.DEFAULT),
            new BackendProtocol(
                word(
                    "/backendProtocol",
                    backendProtocol,
                    BackendProtocol.Http.values(),
                    BackendProtocol.Http::word),
                backendTls.map(SealedPartForm::tls).orElseGet(BackendTls.Off::new)),
            limits
                .flatMap(LimitsForm::minBodyBytesPerSecond)
                .orElse(HttpSettings.DEFAULT_MIN_BODY_BYTES_PER_SECOND));
    return new SealedPart(workload, owner, pathPrefix, http, backends, timeouts(timeouts));
  }

  private static Timeouts timeouts(TimeoutsForm form) {
    return new Timeouts(
        form.connectMillis(),
        form.firstByteMillis(),
        form.idleMillis(),
        form.writeStallMillis().orElse(Timeouts.DEFAULT_WRITE_STALL_MILLIS),
        form.totalMillis().orElse(Timeouts.DEFAULT_TOTAL_MILLIS));
  }

  private static VisitorTls tls(TlsForm form) {
    return new VisitorTls(
        word(
            "/tls/minVersion",
            form.minVersion(),
            VisitorTls.Version.values(),
            VisitorTls.Version::word),
        form.clientCertificates()
            .map(SealedPartForm::clients)
            .orElseGet(ClientCertificatePolicy.Off::new),
        form.hsts()
            .map(hsts -> new VisitorTls.Hsts(hsts.maxAgeSeconds(), hsts.includeSubDomains()))
            .orElse(VisitorTls.Hsts.OFF));
  }

  private static ClientCertificatePolicy clients(ClientsForm form) {
    return switch (form.mode()) {
      case OPTIONAL -> new ClientCertificatePolicy.Optional(form.ca());
      case REQUIRED -> new ClientCertificatePolicy.Required(form.ca());
      default -> throw noSuch("/tls/clientCertificates/mode");
    };
  }

  private static BackendTls tls(BackendTlsForm form) {
    if (form.ca().isPresent() == form.pins().isPresent()) {
      throw new WireException("/backendTls", "There is exactly one of ca and pins");
    }
    if (form.certificate().isPresent() != form.key().isPresent()) {
      throw new WireException("/backendTls", "A certificate and its key go together");
    }
    return new BackendTls.On(
        form.pins()
            .<BackendTls.Trust>map(BackendTls.Trust.Pins::new)
            .orElseGet(() -> new BackendTls.Trust.Authorities(form.ca().orElse(""))),
        form.serverName().orElse(""),
        form.certificate()
            .map(
                chain ->
                    new BackendTls.Credential(
                        chain, new BackendTls.Key.Written(form.key().orElse("")))));
  }

  private static <T> T word(
      String pointer, Optional<String> text, T[] choices, Function<T, String> wordOf) {
    if (text.isEmpty()) {
      return choices[0];
    }
    for (T choice : choices) {
      if (wordOf.apply(choice).equals(text.get())) {
        return choice;
      }
    }
    throw noSuch(pointer);
  }

  private static WireException noSuch(String pointer) {
    return new WireException(pointer, "There is no such choice");
  }
}
