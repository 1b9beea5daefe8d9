package io.webgateway.wire;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.policy.TrafficPolicy;
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
 * @param limits the slowest body
 * @param tcp what only a TcpForward has
 * @param udp what only a UdpForward has
 * @param policy balancing, health, retries and limits
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
    Optional<LimitsForm> limits,
    Optional<TcpForm> tcp,
    Optional<UdpSettings> udp,
    Optional<SealedPolicyForm> policy) {

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

  /** What only a TcpForward has. */
  record TcpForm(Optional<TerminatedForm> tls, Optional<BackendTlsForm> backendTls) {}

  /** TLS with visitors of a TcpForward, where it ends at the gateway. */
  record TerminatedForm(Optional<String> minVersion, Optional<ClientsForm> clientCertificates) {}

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
            number -> new LimitsForm(Optional.of(number))),
        unless(TcpSettings.DEFAULT, part.tcp(), SealedPartForm::form),
        unless(UdpSettings.DEFAULT, part.udp(), udp -> udp),
        unless(TrafficPolicy.DEFAULT, part.policy(), SealedPolicyForm::of));
  }

  /** The form of a value; empty where the value is the usual one. */
  static <T, F> Optional<F> unless(T usual, T value, Function<T, F> form) {
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
        form(tls.minVersion()),
        form(tls.clientCertificates()),
        unless(
            VisitorTls.Hsts.OFF,
            tls.hsts(),
            hsts -> new HstsForm(hsts.maxAgeSeconds(), hsts.includeSubDomains())));
  }

  private static Optional<String> form(VisitorTls.Version minVersion) {
    return unless(VisitorTls.Version.TLS_1_2, minVersion, VisitorTls.Version::word);
  }

  private static Optional<ClientsForm> form(ClientCertificatePolicy clients) {
    return switch (clients) {
      case ClientCertificatePolicy.Off _ -> Optional.empty();
      case ClientCertificatePolicy.Optional(String ca) ->
          Optional.of(new ClientsForm(OPTIONAL, ca));
      case ClientCertificatePolicy.Required(String ca) ->
          Optional.of(new ClientsForm(REQUIRED, ca));
    };
  }

  private static TcpForm form(TcpSettings tcp) {
    return new TcpForm(
        switch (tcp.visitors()) {
          case TcpSettings.VisitorSide.Untouched _ -> Optional.empty();
          case TcpSettings.VisitorSide.Terminated tls ->
              Optional.of(
                  new TerminatedForm(form(tls.minVersion()), form(tls.clientCertificates())));
        },
        form(tcp.backend()));
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
    return new SealedPart(
        workload,
        owner,
        pathPrefix,
        http,
        tcp.map(SealedPartForm::tcp).orElse(TcpSettings.DEFAULT),
        udp.orElse(UdpSettings.DEFAULT),
        backends,
        timeouts(timeouts),
        policy.map(SealedPolicyForm::policy).orElse(TrafficPolicy.DEFAULT));
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
        minVersion(form.minVersion()),
        clients(form.clientCertificates()),
        form.hsts()
            .map(hsts -> new VisitorTls.Hsts(hsts.maxAgeSeconds(), hsts.includeSubDomains()))
            .orElse(VisitorTls.Hsts.OFF));
  }

  private static TcpSettings tcp(TcpForm form) {
    return new TcpSettings(
        form.tls()
            .<TcpSettings.VisitorSide>map(
                tls ->
                    new TcpSettings.VisitorSide.Terminated(
                        minVersion(tls.minVersion()), clients(tls.clientCertificates())))
            .orElseGet(TcpSettings.VisitorSide.Untouched::new),
        form.backendTls().map(SealedPartForm::tls).orElseGet(BackendTls.Off::new));
  }

  private static VisitorTls.Version minVersion(Optional<String> text) {
    return word("/tls/minVersion", text, VisitorTls.Version.values(), VisitorTls.Version::word);
  }

  private static ClientCertificatePolicy clients(Optional<ClientsForm> form) {
    return form.map(SealedPartForm::clients).orElseGet(ClientCertificatePolicy.Off::new);
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

  /**
   * One of a few choices, the first one where nothing is said.
   *
   * @throws WireException when the word means nothing
   */
  static <T> T word(
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
