package io.webgateway.client.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.client.screen.WorkloadForm.BackendLine;
import io.webgateway.client.screen.WorkloadForm.Field;
import io.webgateway.client.screen.WorkloadForm.FieldFault;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.ProblemDocument;
import java.util.List;
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
            PlainHttpPolicy.SERVE,
            BACKENDS,
            new Timeouts(1, 2, 3)));
  }

  @Test
  void everyKindSurvivesTheFormUnchanged() {
    List<Workload> all =
        List.of(
            new Workload.HttpService(
                PLACE, List.of(), "/", PlainHttpPolicy.REDIRECT, BACKENDS, Timeouts.DEFAULT),
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
        .contains(Field.NAMESPACE, Field.POOLS, Field.BACKENDS);
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
            org.assertj.core.groups.Tuple.tuple(Field.BACKENDS, 1),
            org.assertj.core.groups.Tuple.tuple(Field.BACKENDS, 2));
  }

  @Test
  void aTimeoutThatIsNoNumberIsToldAtItsField() {
    WorkloadForm f = filled();
    WorkloadForm form =
        new WorkloadForm(
            f.kind(),
            f.namespace(),
            f.id(),
            f.pools(),
            f.hosts(),
            f.pathPrefix(),
            f.plainHttp(),
            f.port(),
            f.backends(),
            "3",
            "soon",
            "-1");
    assertThat(faults(form))
        .extracting(FieldFault::field)
        .containsExactlyInAnyOrder(Field.FIRST_BYTE_MILLIS, Field.IDLE_MILLIS);
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
            org.assertj.core.groups.Tuple.tuple(Field.HOSTS, -1),
            org.assertj.core.groups.Tuple.tuple(Field.POOLS, -1),
            org.assertj.core.groups.Tuple.tuple(Field.BACKENDS, 2),
            org.assertj.core.groups.Tuple.tuple(Field.PORT, -1),
            org.assertj.core.groups.Tuple.tuple(Field.WHOLE, -1));
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
    return new WorkloadForm(
        f.kind(),
        f.namespace(),
        f.id(),
        f.pools(),
        hosts,
        f.pathPrefix(),
        f.plainHttp(),
        f.port(),
        f.backends(),
        f.connectMillis(),
        f.firstByteMillis(),
        f.idleMillis());
  }

  private static WorkloadForm withBackends(WorkloadForm f, List<BackendLine> backends) {
    return new WorkloadForm(
        f.kind(),
        f.namespace(),
        f.id(),
        f.pools(),
        f.hosts(),
        f.pathPrefix(),
        f.plainHttp(),
        f.port(),
        backends,
        f.connectMillis(),
        f.firstByteMillis(),
        f.idleMillis());
  }
}
