package io.webgateway.client.screen.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import io.webgateway.model.workload.policy.Pause;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.Retries;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import io.webgateway.wire.document.WorkloadDocument;
import io.webgateway.wire.pem.PemSamples;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFormTest {
  private static final Placement PLACE = new Placement("blog", "web", List.of("gw.example"));
  private static final List<Backend> BACKENDS = List.of(Backend.of("[400::1]:8080"));

  static Stream<Workload> workloads() {
    return Stream.of(
        http(
            new TrafficPolicy(
                new Balancing(
                    Balancing.Method.CONSISTENT_HASH,
                    new Balancing.HashKey.Header("x-user"),
                    new Balancing.Stickiness.Cookie("at", 60),
                    1,
                    2),
                health(new ActiveCheck.Http("/healthz", "shop.internal", 200, 299), 9_090),
                new Retries(1, 2),
                new CircuitLimits(1, 2, 3),
                new TrafficLimits(
                    new TrafficLimits.Bounds(1, 2, 3, 1_500_000, 5),
                    new TrafficLimits.Bounds(6, 7, 8, 9_000_000_000L, 10),
                    11,
                    1_234_567),
                ProxyProtocol.V2,
                new BackendLoss.Wait(5_000, 7, true, 0),
                new Pause.On("Back at noon.", 60))),
        http(
            TrafficPolicy.DEFAULT
                .with(health(new ActiveCheck.Grpc("shop.Orders"), 0))
                .with(
                    new Balancing(
                        Balancing.Method.CONSISTENT_HASH,
                        new Balancing.HashKey.Path(),
                        new Balancing.Stickiness.ClientAddress(),
                        0,
                        0))),
        new Workload.TlsPassthrough(
            PLACE,
            List.of(),
            BACKENDS,
            Timeouts.DEFAULT,
            TrafficPolicy.DEFAULT.with(health(new ActiveCheck.Tls(), 0))),
        tcp(new TcpSettings.VisitorSide.Untouched(), new BackendTls.Off()),
        tcp(
            new TcpSettings.VisitorSide.Terminated(
                VisitorTls.Version.TLS_1_3,
                new ClientCertificatePolicy.Required(PemSamples.AUTHORITY)),
            new BackendTls.On(
                new BackendTls.Trust.Authorities(PemSamples.AUTHORITY),
                "db.internal",
                Optional.of(
                    new BackendTls.Credential(PemSamples.CLIENT, new BackendTls.Key.Kept())))),
        udp(UdpSettings.DEFAULT, TrafficPolicy.UNCHECKED),
        udp(
            new UdpSettings(5, 4, 3, 2, true),
            TrafficPolicy.UNCHECKED
                .with(health(new ActiveCheck.Tcp(), 80))
                .with(new CircuitLimits(7, 0, 0))
                .with(
                    new TrafficLimits(
                        new TrafficLimits.Bounds(0, 1, 0, 2, 3),
                        new TrafficLimits.Bounds(0, 4, 0, 5, 6),
                        0,
                        0))));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everySettingOfEveryKindGoesThroughTheFormUnchanged(Workload workload) {
    assertThat(WorkloadForm.of(workload).read()).isEqualTo(new WorkloadForm.Ready(workload));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everythingThatIsNotAsUsualIsToldOnItsScreen(Workload workload) {
    PolicyForm form = PolicyForm.of(workload);
    WorkloadKind kind = WorkloadKind.of(workload);
    List<String> told =
        WorkloadFacts.unusual(workload).stream().map(WorkloadFacts.Fact::what).toList();
    for (SettingGroup group : SettingGroup.of(kind)) {
      assertThat(told.contains(group.title())).isEqualTo(form.isUnusual(group, kind));
    }
  }

  @ParameterizedTest
  @EnumSource(WorkloadKind.class)
  void theUsualIsFoldedAwayAndEveryFieldOfADocumentIsInTheForm(WorkloadKind kind) {
    PolicyForm usual = PolicyForm.usual(kind);
    assertThat(SettingGroup.of(kind)).noneMatch(group -> usual.isUnusual(group, kind));
    List<String> shown =
        SettingGroup.all()
            .filter(setting -> usual.shows(setting, kind))
            .map(setting -> setting.field().pointer())
            .toList();
    assertThat(shown)
        .contains("/balancing/method", "/balancing/sticky", "/health/check")
        .doesNotContain("/health/path", "/balancing/hash", "/balancing/sticky/cookie");
    assertThat(shown.contains("/retries/attempts")).isEqualTo(kind != WorkloadKind.UDP_FORWARD);
    assertThat(shown.contains("/flows/maxFlows")).isEqualTo(kind == WorkloadKind.UDP_FORWARD);
    assertThat(shown.contains("/limits/requestsPerSecond"))
        .isEqualTo(kind == WorkloadKind.HTTP_SERVICE);
  }

  @Test
  void aNewKindBringsItsOwnDefaultsButKeepsWhatWasTyped() {
    PolicyForm typed =
        PolicyForm.usual(WorkloadKind.HTTP_SERVICE).with(FormField.SLOW_START, "500");
    PolicyForm moved = typed.moved(WorkloadKind.HTTP_SERVICE, WorkloadKind.UDP_FORWARD);
    assertThat(moved.get(FormField.CHECK)).isEqualTo("off");
    assertThat(moved.get(FormField.FLOWS)).isEqualTo("10000");
    assertThat(moved.get(FormField.SLOW_START)).isEqualTo("500");
    assertThat(moved.moved(WorkloadKind.UDP_FORWARD, WorkloadKind.HTTP_SERVICE)).isEqualTo(typed);
  }

  @Test
  void choosingACookieOrAHeaderShowsItsFields() {
    PolicyForm form =
        PolicyForm.usual(WorkloadKind.HTTP_SERVICE)
            .with(FormField.STICKY, "cookie")
            .with(FormField.METHOD, "consistentHash")
            .with(FormField.HASH, "header")
            .with(FormField.HASH_HEADER, "X-User");
    assertThat(policy(form).balancing())
        .isEqualTo(
            new Balancing(
                Balancing.Method.CONSISTENT_HASH,
                new Balancing.HashKey.Header("x-user"),
                new Balancing.Stickiness.Cookie("webgw-backend", 0),
                0,
                0));
    PolicyForm empty = form.with(FormField.COOKIE, "").with(FormField.COOKIE_SECONDS, "");
    assertThat(policy(empty).balancing().stickiness())
        .isEqualTo(new Balancing.Stickiness.Cookie("webgw-backend", 0));
  }

  @Test
  void amountsAreTypedInTheirUnitAndToldInIt() {
    PolicyForm usual = PolicyForm.usual(WorkloadKind.HTTP_SERVICE);
    TrafficLimits limits =
        policy(usual.with(FormField.BITS_IN, "2.5").with(FormField.MAX_BODY, "100")).limits();
    assertThat(limits.workload().bitsPerSecondIn()).isEqualTo(2_500_000);
    assertThat(limits.maxBodyBytes()).isEqualTo(100_000_000);
    for (String wrong : List.of("fast", "-1", "1000001", "0.0000001")) {
      assertThat(faults(usual.with(FormField.BITS_IN, wrong)))
          .singleElement()
          .satisfies(
              fault -> {
                assertThat(fault.field()).isEqualTo(FormField.BITS_IN);
                assertThat(fault.cure()).isEqualTo("Write a number from 0 to 1000000 Mbit/s");
              });
    }
  }

  @Test
  void faultsFindTheirFields() {
    PolicyForm wrong =
        PolicyForm.usual(WorkloadKind.HTTP_SERVICE)
            .with(FormField.CHECK, "http")
            .with(FormField.CHECK_PATH, "no slash")
            .with(FormField.CHECK_STATUS, "ok")
            .with(FormField.RISE, "0")
            .with(FormField.RETRIES, "9")
            .with(FormField.CLIENT_REQUESTS, "-1")
            .with(FormField.STICKY, "cookie")
            .with(FormField.COOKIE, "a;b");
    assertThat(faults(wrong))
        .extracting(FieldFault::field)
        .containsExactlyInAnyOrder(
            FormField.CHECK_PATH,
            FormField.CHECK_STATUS,
            FormField.RISE,
            FormField.RETRIES,
            FormField.CLIENT_REQUESTS,
            FormField.COOKIE);
  }

  private static TrafficPolicy policy(PolicyForm form) {
    return switch (with(form).read()) {
      case WorkloadForm.Ready ready -> ready.workload().policy();
      case WorkloadForm.Faulty faulty -> throw new AssertionError(faulty.toString());
    };
  }

  private static List<FieldFault> faults(PolicyForm form) {
    return switch (with(form).read()) {
      case WorkloadForm.Ready _ -> List.of();
      case WorkloadForm.Faulty faulty -> faulty.faults();
    };
  }

  private static WorkloadForm with(PolicyForm policy) {
    WorkloadForm form = WorkloadForm.of(http(TrafficPolicy.DEFAULT));
    return new WorkloadForm(
        form.place(), form.visitors(), form.backends(), form.backend(), form.limits(), policy);
  }

  private static HealthPolicy health(ActiveCheck check, int port) {
    return new HealthPolicy(
        check,
        new HealthPolicy.Schedule(1_000, 900, 3, 4, port),
        new HealthPolicy.Ejection(1, 200, 3));
  }

  private static Workload http(TrafficPolicy policy) {
    return new Workload.HttpService(
        PLACE, List.of(), "/", HttpSettings.DEFAULT, BACKENDS, Timeouts.DEFAULT, policy);
  }

  private static Workload tcp(TcpSettings.VisitorSide visitors, BackendTls backend) {
    return new Workload.TcpForward(
        PLACE,
        5432,
        new TcpSettings(visitors, backend),
        BACKENDS,
        Timeouts.DEFAULT,
        TrafficPolicy.DEFAULT.with(ProxyProtocol.V1));
  }

  private static Workload udp(UdpSettings settings, TrafficPolicy policy) {
    return new Workload.UdpForward(PLACE, 53, settings, BACKENDS, Timeouts.DEFAULT, policy);
  }

  @Test
  void documentsAndFormsSayTheSame() {
    workloads()
        .forEach(
            workload ->
                assertThat(WorkloadForm.of(workload).read())
                    .isInstanceOfSatisfying(
                        WorkloadForm.Ready.class,
                        ready ->
                            assertThat(WorkloadDocument.write(ready.workload()))
                                .isEqualTo(WorkloadDocument.write(workload))));
  }

  @Test
  void aFormSaysForEachKindWhichApplicationsWaitingSuits() {
    Setting resume =
        SettingRows.of(SettingGroup.LOSS).stream()
            .flatMap(List::stream)
            .filter(each -> each.field() == FormField.RESUME)
            .findFirst()
            .orElseThrow();
    assertThat(resume.help(WorkloadKind.HTTP_SERVICE)).contains("WebSockets", "Suits");
    assertThat(resume.help(WorkloadKind.TCP_FORWARD)).isEqualTo(resume.help());
  }
}
