package io.webgateway.client.screen.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.screen.form.WorkloadForm.BackendLine;
import io.webgateway.client.screen.form.WorkloadForm.PlaceForm;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.document.WorkloadDocument;
import io.webgateway.wire.pem.PemSamples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkloadFormTest {
  private static final Placement PLACE = new Placement("blog", "web", List.of("gw.example"));
  private static final List<Backend> BACKENDS =
      List.of(Backend.of("[400::1]:8080"), new Backend("[400::2]:8080", 3));

  private static WorkloadForm filled() {
    return WorkloadForm.of(
        new Workload.HttpService(
            PLACE,
            List.of("a.blog.gw.example", "*.blog.gw.example"),
            "/shop",
            HttpSettings.of(PlainHttpPolicy.SERVE),
            BACKENDS,
            Timeouts.of(1, 2, 3)));
  }

  @Test
  void everyKindSurvivesTheFormUnchanged() {
    List<Workload> all =
        List.of(
            new Workload.HttpService(
                PLACE, List.of(), "/", HttpSettings.DEFAULT, BACKENDS, Timeouts.DEFAULT),
            new Workload.TlsPassthrough(
                PLACE, List.of("blog.gw.example"), BACKENDS, Timeouts.DEFAULT),
            new Workload.TcpForward(PLACE, 5432, BACKENDS, Timeouts.DEFAULT),
            new Workload.UdpForward(PLACE, 53, BACKENDS, Timeouts.DEFAULT));
    for (Workload workload : all) {
      assertThat(WorkloadForm.of(workload).read()).isEqualTo(new WorkloadForm.Ready(workload));
    }
  }

  @Test
  void hostsMayStandOnLinesOrBetweenCommas() {
    WorkloadForm form = with(filled(), "x.blog.gw.example, y.blog.gw.example\nz.blog.gw.example ");
    assertThat(form.read())
        .isInstanceOfSatisfying(
            WorkloadForm.Ready.class,
            ready ->
                assertThat(((Workload.HttpService) ready.workload()).hosts())
                    .containsExactly(
                        "x.blog.gw.example", "y.blog.gw.example", "z.blog.gw.example"));
  }

  @Test
  void anEmptyFormTellsEveryMissingFieldAtOnce() {
    assertThat(faults(WorkloadForm.empty()))
        .extracting(FieldFault::field)
        .contains(FormField.NAMESPACE, FormField.POOLS, FormField.BACKENDS);
  }

  @Test
  void aFaultyBackendIsNamedByItsLine() {
    WorkloadForm form =
        withBackends(
            filled(),
            List.of(
                new BackendLine("[400::1]:8080", "1"),
                new BackendLine("nonsense", "2"),
                new BackendLine("[400::3]:8080", "many")));
    assertThat(faults(form))
        .extracting(FieldFault::field, FieldFault::index)
        .containsOnly(
            org.assertj.core.groups.Tuple.tuple(FormField.BACKENDS, 1),
            org.assertj.core.groups.Tuple.tuple(FormField.BACKENDS, 2));
  }

  @Test
  void aTimeoutThatIsNoNumberIsToldAtItsField() {
    WorkloadForm f = filled();
    WorkloadForm form =
        new WorkloadForm(
            f.place(),
            f.visitors(),
            f.backends(),
            f.backend(),
            new LimitForm("3", "soon", "-1", "never", "86400001", "-2"),
            f.policy());
    assertThat(faults(form))
        .extracting(FieldFault::field)
        .containsExactlyInAnyOrder(
            FormField.FIRST_BYTE_MILLIS,
            FormField.IDLE_MILLIS,
            FormField.WRITE_STALL_MILLIS,
            FormField.TOTAL_MILLIS,
            FormField.MIN_BODY);
  }

  @Test
  void everySettingGoesThroughTheFormUnchangedAndAKeyStaysKept() {
    for (HttpSettings settings : List.of(everything(), pinned())) {
      Workload workload =
          new Workload.HttpService(
              PLACE, List.of(), "/", settings, BACKENDS, new Timeouts(1, 2, 3, 4, 5));
      WorkloadForm form = WorkloadForm.of(workload);
      assertThat(form.toString()).doesNotContain("PRIVATE KEY");
      assertThat(form.read())
          .isInstanceOfSatisfying(
              WorkloadForm.Ready.class,
              ready ->
                  assertThat(WorkloadDocument.write(ready.workload()))
                      .isEqualTo(WorkloadDocument.write(workload)));
    }
  }

  @Test
  void aKeyIsReplacedByAnotherAndGoesWithItsCertificate() {
    BackendForm form = BackendForm.of(everything().backend());
    assertThat(form.key()).isEmpty();
    assertThat(form.hasKey()).isTrue();
    assertThat(settings(with(form, form.certificate(), PemSamples.CLIENT_KEY)).backend())
        .isEqualTo(everything().backend());
    assertThat(settings(with(form, "", "")).backend().tls().key()).isEmpty();
    WorkloadForm mismatched = filled(with(form, form.certificate(), PemSamples.RSA_KEY));
    assertThat(faults(mismatched)).extracting(FieldFault::field).containsExactly(FormField.KEY);
  }

  @Test
  void faultsOfSettingsFindTheirField() {
    assertThat(
            WorkloadForm.faults(
                List.of(
                    problem("/plainHttp"),
                    problem("/tls/minVersion"),
                    problem("/tls/clientCertificates/ca"),
                    problem("/tls/hsts/maxAgeSeconds"),
                    problem("/tls/hsts/includeSubDomains"),
                    problem("/backendTls"),
                    problem("/backendTls/pins/1"),
                    problem("/backendTls/key"),
                    problem("/timeouts/totalMillis"),
                    problem("/limits/minBodyBytesPerSecond"))))
        .extracting(FieldFault::field)
        .containsExactly(
            FormField.PLAIN_HTTP,
            FormField.MIN_TLS,
            FormField.VISITOR_CA,
            FormField.HSTS_SECONDS,
            FormField.HSTS_SUB_DOMAINS,
            FormField.BACKEND_TLS,
            FormField.PINS,
            FormField.KEY,
            FormField.TOTAL_MILLIS,
            FormField.MIN_BODY);
  }

  @Test
  void whatIsTypedForAnotherChoiceIsNotSent() {
    BackendForm typed =
        new BackendForm("http1", BackendForm.OFF, "rubbish", "", "x y", "rubbish", "", false);
    assertThat(settings(typed)).isEqualTo(HttpSettings.DEFAULT);
    assertThat(typed.isUnusual()).isTrue();
    assertThat(BackendForm.USUAL.isUnusual()).isFalse();
  }

  private static HttpSettings everything() {
    BackendTls tls =
        new BackendTls.On(
            new BackendTls.Trust.Authorities(PemSamples.AUTHORITY),
            "inner.example.org",
            Optional.of(
                new BackendTls.Credential(
                    PemSamples.CLIENT, new BackendTls.Key.Written(PemSamples.CLIENT_KEY))));
    return new HttpSettings(
        PlainHttpPolicy.PASS_ACME,
        new VisitorTls(
            VisitorTls.Version.TLS_1_3,
            new ClientCertificatePolicy.Required(PemSamples.AUTHORITY),
            new VisitorTls.Hsts(300, true)),
        new BackendProtocol(BackendProtocol.Http.HTTP_2, tls),
        0);
  }

  private static HttpSettings pinned() {
    BackendTls tls =
        new BackendTls.On(
            new BackendTls.Trust.Pins(List.of(PemSamples.CLIENT_PIN)), "", Optional.empty());
    return HttpSettings.DEFAULT.with(new BackendProtocol(BackendProtocol.Http.HTTP_1, tls));
  }

  private static BackendForm with(BackendForm form, String certificate, String key) {
    return new BackendForm(
        form.http(),
        form.tls(),
        form.ca(),
        form.pins(),
        form.serverName(),
        certificate,
        key,
        form.hasKey());
  }

  private static WorkloadForm filled(BackendForm backend) {
    WorkloadForm f = filled();
    return new WorkloadForm(
        f.place(), VisitorForm.USUAL, f.backends(), backend, LimitForm.USUAL, f.policy());
  }

  private static HttpSettings settings(BackendForm backend) {
    return switch (filled(backend).read()) {
      case WorkloadForm.Ready ready -> ((Workload.HttpService) ready.workload()).http();
      case WorkloadForm.Faulty faulty -> throw new AssertionError(faulty.toString());
    };
  }

  @Test
  void problemsOfTheLedgerFindTheirField() {
    assertThat(
            WorkloadForm.faults(
                List.of(
                    problem("/body/spec/hosts/0"),
                    problem("/body/pools/1"),
                    problem("/backends/2/address"),
                    problem("/body/spec/number"),
                    problem(""))))
        .extracting(FieldFault::field, FieldFault::index)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(FormField.HOSTS, -1),
            org.assertj.core.groups.Tuple.tuple(FormField.POOLS, -1),
            org.assertj.core.groups.Tuple.tuple(FormField.BACKENDS, 2),
            org.assertj.core.groups.Tuple.tuple(FormField.PORT, -1),
            org.assertj.core.groups.Tuple.tuple(FormField.WHOLE, -1));
  }

  private static ProblemDocument.FieldError problem(String pointer) {
    return new ProblemDocument.FieldError(pointer, "x", "It is wrong", "Make it right");
  }

  private static List<FieldFault> faults(WorkloadForm form) {
    return switch (form.read()) {
      case WorkloadForm.Faulty faulty -> faulty.faults();
      case WorkloadForm.Ready ready -> throw new AssertionError("It was read as " + ready);
    };
  }

  private static WorkloadForm with(WorkloadForm f, String hosts) {
    PlaceForm place = f.place();
    PlaceForm other =
        new PlaceForm(
            place.kind(),
            place.namespace(),
            place.id(),
            place.pools(),
            hosts,
            place.pathPrefix(),
            place.port());
    return new WorkloadForm(other, f.visitors(), f.backends(), f.backend(), f.limits(), f.policy());
  }

  private static WorkloadForm withBackends(WorkloadForm f, List<BackendLine> backends) {
    return new WorkloadForm(f.place(), f.visitors(), backends, f.backend(), f.limits(), f.policy());
  }
}
