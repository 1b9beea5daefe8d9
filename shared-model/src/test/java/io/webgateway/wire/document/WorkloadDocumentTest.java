package io.webgateway.wire.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadDocumentTest {
  private static final Placement PLACE = new Placement("blog", "web", List.of("gw.example.org"));
  private static final List<Backend> BACKENDS =
      List.of(Backend.of("[400::1]:8080"), new Backend("db.example.com:80", 5));

  static Stream<Workload> everyKind() {
    return Stream.of(
        new Workload.HttpService(
            PLACE,
            List.of("*.blog.gw.example.org"),
            "/shop",
            HttpSettings.of(PlainHttpPolicy.SERVE),
            BACKENDS,
            Timeouts.of(1, 2, 3)),
        new Workload.HttpService(
            PLACE, List.of(), "/", HttpSettings.DEFAULT, BACKENDS, Timeouts.DEFAULT),
        new Workload.TlsPassthrough(
            PLACE, List.of("blog.gw.example.org"), BACKENDS, Timeouts.DEFAULT),
        new Workload.TcpForward(PLACE, 5432, BACKENDS, Timeouts.DEFAULT),
        new Workload.UdpForward(PLACE, 53, BACKENDS, Timeouts.DEFAULT));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void whatIsWrittenIsReadBackTheSame(Workload workload) {
    String text = Json.write(WorkloadDocument.write(workload));
    assertThat(WorkloadDocument.read(text)).isEqualTo(new WorkloadDocument.Parsed(workload));
  }

  @Test
  void everythingOptionalHasItsDefault() {
    var outcome =
        WorkloadDocument.read(
            """
            {"kind":"HttpService","namespace":"blog","id":"web","pools":["GW.example.org."],
             "backends":["192.0.2.1:80"]}
            """);
    assertThat(outcome)
        .isEqualTo(
            new WorkloadDocument.Parsed(
                new Workload.HttpService(
                    PLACE,
                    List.of(),
                    "/",
                    HttpSettings.DEFAULT,
                    List.of(Backend.of("192.0.2.1:80")),
                    Timeouts.DEFAULT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"kind":"Http"}                                           | /kind                 | bad-kind
          {"namespace":"Blog"}                                      | /namespace            | bad-name
          {"namespace":"www"}                                       | /namespace            | bad-name
          {"id":"a.b"}                                              | /id                   | bad-id
          {"id":7}                                                  | /id                   | bad-form
          {"pools":[]}                                              | /pools                | missing
          {"pools":"gw.example.org"}                                | /pools                | bad-form
          {"pools":["gw..org"]}                                     | /pools/0              | bad-pool
          {"pools":["a.org","A.org"]}                               | /pools                | double
          {"hosts":["a.*.org"]}                                     | /hosts/0              | bad-host
          {"pathPrefix":"shop"}                                     | /pathPrefix           | bad-path
          {"pathPrefix":"/shop/"}                                   | /pathPrefix           | bad-path
          {"pathPrefix":"/a/../b"}                                  | /pathPrefix           | bad-path
          {"plainHttp":"maybe"}                                     | /plainHttp            | bad-policy
          {"port":80}                                               | /port                 | wrong-kind
          {"backend":["a:1"]}                                       | /backend              | unknown-field
          {"backends":[]}                                           | /backends             | missing
          {"backends":["http://a:1"]}                               | /backends/0           | bad-backend
          {"backends":["400::1:80"]}                                | /backends/0           | bad-backend
          {"backends":[{"address":"a.org:1","weight":0}]}           | /backends/0/weight    | out-of-range
          {"backends":[{"address":"a.org:1","weight":1.5}]}         | /backends/0/weight    | out-of-range
          {"backends":[{"address":"a.org:1","w":1}]}                | /backends/0/w         | unknown-field
          {"backends":[7]}                                          | /backends/0           | bad-form
          {"timeouts":{"idleMillis":0}}                             | /timeouts/idleMillis  | out-of-range
          {"timeouts":{"idle":5}}                                   | /timeouts/idle        | unknown-field
          {"timeouts":5}                                            | /timeouts             | bad-form
          {"kind":"TcpForward"}                                     | /port                 | missing
          {"kind":"TcpForward","port":70000}                        | /port                 | out-of-range
          {"kind":"UdpForward","port":53,"hosts":["a.org"]}         | /hosts                | wrong-kind
          {"kind":"TlsPassthrough","pathPrefix":"/a"}               | /pathPrefix           | wrong-kind
          """)
  void oneWrongFieldIsOneProblemAtItsPlace(String change, String pointer, String code) {
    var good =
        WorkloadDocument.write(
            new Workload.HttpService(
                PLACE, List.of(), "/", HttpSettings.DEFAULT, BACKENDS, Timeouts.DEFAULT));
    if (change.contains("Forward") || change.contains("Tls")) {
      good.remove(List.of("pathPrefix", "plainHttp", "tls", "backendProtocol", "backendTls"));
      good.remove(List.of("health", "retries", "circuit", "limits", "proxyProtocol"));
      good.withObject("timeouts").remove(List.of("writeStallMillis", "totalMillis"));
    }
    Json.readTree(change).properties().forEach(e -> good.set(e.getKey(), e.getValue()));
    assertThat(problems(WorkloadDocument.read(good)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(pointer);
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.fault()).isNotBlank();
              assertThat(problem.cure()).isNotBlank();
            });
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    var outcome =
        WorkloadDocument.read(
            """
            {"kind":"HttpService","namespace":"-","port":1,"backends":["x"],"colour":"red"}
            """);
    assertThat(problems(outcome).stream().map(ProblemDocument.FieldError::pointer))
        .containsExactlyInAnyOrder(
            "/namespace", "/id", "/pools", "/backends/0", "/port", "/colour");
  }

  @ParameterizedTest
  @CsvSource({"'[]'", "'7'", "'{\"id\":\"a\",\"id\":\"b\"}'", "'{'"})
  void whatIsNoMappingIsOneProblem(String text) {
    assertThat(problems(WorkloadDocument.read(text))).hasSize(1);
  }

  private static List<ProblemDocument.FieldError> problems(WorkloadDocument.Outcome outcome) {
    return switch (outcome) {
      case WorkloadDocument.Parsed parsed -> List.of();
      case WorkloadDocument.Invalid invalid -> invalid.problems();
    };
  }
}
